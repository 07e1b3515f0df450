using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Hosting.Tests;

public sealed class ReadinessTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTowers _towers = new();
    private LocalDevices _devices = null!;
    private FaultyStore _store = null!;
    private SiloReadiness _readiness = null!;

    public async ValueTask InitializeAsync()
    {
        var models = new ServedModels([TestModel.Instance]);
        _devices = new LocalDevices(models, [DeviceName.Parse("cpu")], (_, _, _) => _towers, new EncodingOptions(), _time);
        _store = new FaultyStore(await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, default));
        _readiness = new SiloReadiness(_devices, new MeteredVectorStore(_store), _time, NullLogger<SiloReadiness>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _towers.Open();
        _devices.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AWorkingProcess_IsReady_AndProvesItByAnInferenceAtMostEvery10Seconds()
    {
        Assert.True((await CheckAsync()).Ready);
        var inferences = _towers.Texts;
        await CheckAsync();
        Assert.Equal(inferences, _towers.Texts);
        _time.Advance(TimeSpan.FromSeconds(11));
        await CheckAsync();
        Assert.Equal(inferences + 1, _towers.Texts);
    }

    [Fact]
    public async Task ADeviceWhoseInferenceFails_IsNotReady_AndItsTextStaysInTheLog()
    {
        _towers.Failure = _ => new InvalidOperationException("secret of a native library");
        var report = await CheckAsync();
        Assert.False(report.Ready);
        Assert.DoesNotContain("secret", string.Concat(report.Parts.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeviceThatHangs_IsNotReady_AfterTwoSeconds()
    {
        _towers.Forget();
        _towers.Close();
        var checking = CheckAsync();
        await _towers.EnteredAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.False((await checking).Ready);
    }

    [Fact]
    public async Task Store_NeverAnswered_IsNotReadyButOneThatStopsLaterIsDegraded()
    {
        _store.Down = true;
        var never = await CheckAsync();
        Assert.Equal((false, true), (never.Ready, never.Degraded));
        _store.Down = false;
        var up = await CheckAsync();
        Assert.Equal((true, false), (up.Ready, up.Degraded));
        _store.Down = true;
        var later = await CheckAsync();
        Assert.Equal((true, true), (later.Ready, later.Degraded));
        Assert.Equal("the store is down", later.Parts["vector store"]);
    }

    [Fact]
    public async Task Nodes_OneOfThemDown_AreNamedAndTheSiloIsDegraded()
    {
        _store.Nodes = [new StoreNode("http://a:6334", null), new StoreNode("http://b:6334", "Nothing listens there.")];
        var report = await CheckAsync();
        Assert.Equal((true, true), (report.Ready, report.Degraded));
        Assert.Equal(("ok", "Nothing listens there."), (report.Parts["vector store http://a:6334"], report.Parts["vector store http://b:6334"]));
    }

    private Task<ReadinessReport> CheckAsync() => _readiness.CheckAsync(TestContext.Current.CancellationToken);
}
