using System.Diagnostics;
using System.Diagnostics.Metrics;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Grains.Tests.Telemetry;

[Collection(Listening.Name)]
public sealed class MeteredVectorStoreTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FaultyStore _inner = null!;
    private MeteredVectorStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _inner = new FaultyStore(await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, default));
        _store = new MeteredVectorStore(_inner);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task EveryCall_IsTimedByItsOutcome_AndHasASpan()
    {
        using var activity = new Activity("the test").Start();
        List<(string Operation, string Outcome)> measured = [];
        List<string> spans = [];
        using var meters = Listen((operation, outcome) => measured.Add((operation, outcome)));
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                creation.Parent.TraceId == activity.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = span => spans.Add($"{span.OperationName} {span.Status}"),
        };
        ActivitySource.AddActivityListener(listener);

        var (collection, _) = await _store.CreateAsync(new NewCollection("demo", "fingerprint", "model", 8), Token);
        await _store.SearchAsync(collection.Id, FakeTowers.VectorOf<int>([1]), 5, filter: null, ef: null, progress: null, Token);
        var vector = FakeTowers.VectorOf<int>([1]);
        await Assert.ThrowsAsync<StoreException>(() => _store.SearchAsync(Guid.NewGuid(), vector, 5, filter: null, ef: null, progress: null, Token));
        _inner.Down = true;
        await Assert.ThrowsAsync<StoreException>(() => _store.PingAsync(Token));

        Assert.Equal([("create", "ok"), ("search", "ok"), ("search", "NotFound"), ("ping", "Unavailable")], measured);
        Assert.Equal(["store create Unset", "store search Unset", "store search Error", "store ping Error"], spans);
    }

    /// <summary>Only reports measurements of this async flow, because other tests run at the same time.</summary>
    private static MeterListener Listen(Action<string, string> heard)
    {
        var mine = new AsyncLocal<bool> { Value = true };
        var listener = new MeterListener
        {
            // By name: the field is not set yet where it is this listener that has the instruments made.
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name == Instruments.Name && instrument.Name == "txt2image.store.duration")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            if (!mine.Value)
            {
                return;
            }

            Assert.InRange(seconds, 0, 60);
            heard((string)tags[0].Value!, (string)tags[1].Value!);
        });
        listener.Start();
        return listener;
    }
}
