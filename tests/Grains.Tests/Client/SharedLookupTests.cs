using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime.Messaging;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Client;

/// <summary>A client's questions about a collection, while silos are slow or dead.</summary>
public sealed class SharedLookupTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<Collection?>> _calls = [];
    private readonly CollectionLookup _lookup;

    public SharedLookupTests()
    {
        var catalogue = Played.By<ICatalogueGrain>((_, _) => new ValueTask<Collection?>(Begin()));
        _lookup = new CollectionLookup(Played.By<IGrainFactory>((_, _) => catalogue), _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_ManyAtOnce_AskOnce()
    {
        var callers = Enumerable.Range(0, 100).Select(_ => FindAsync()).ToList();

        (await CallAsync(0)).SetResult(Named("demo"));

        Assert.All(await Task.WhenAll(callers), found => Assert.Equal("demo", found!.Name));
        Assert.Single(_calls);
    }

    [Fact]
    public async Task FindAsync_ManyWhileASiloIsDead_ShareTheTries()
    {
        var callers = Enumerable.Range(0, 100).Select(_ => FindAsync()).ToList();
        (await CallAsync(0)).SetException(new ConnectionFailedException("dead"));
        callers.AddRange(Enumerable.Range(0, 100).Select(_ => FindAsync()));

        (await CallAsync(1)).SetResult(Named("demo"));

        Assert.All(await Task.WhenAll(callers), Assert.NotNull);
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task FindAsync_QuestionSentTooLongAgo_IsAskedAnew()
    {
        var early = FindAsync();
        var first = await CallAsync(0);
        _time.Advance(CollectionLookup.Lifetime);
        var late = FindAsync();

        (await CallAsync(1)).SetResult(Named("new"));
        first.SetResult(Named("old"));

        Assert.Equal("old", (await early)!.Name);
        Assert.Equal("new", (await late)!.Name);
        Assert.Equal("new", (await FindAsync())!.Name);
    }

    [Fact]
    public async Task FindAsync_FirstCallerLeaves_OthersAreAnswered()
    {
        using var leaving = new CancellationTokenSource();
        var first = _lookup.FindAsync("demo", fresh: false, leaving.Token).AsTask();
        var call = await CallAsync(0);
        var second = FindAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        call.SetResult(Named("demo"));

        Assert.NotNull(await second);
        Assert.Single(_calls);
    }

    private Task<Collection?> FindAsync() => _lookup.FindAsync("demo", fresh: false, Token).AsTask();

    private Task<Collection?> Begin()
    {
        lock (_calls)
        {
            _calls.Add(new TaskCompletionSource<Collection?>(TaskCreationOptions.RunContinuationsAsynchronously));
            return _calls[^1].Task;
        }
    }

    /// <summary>Waits for the grain's call of this number.</summary>
    private async Task<TaskCompletionSource<Collection?>> CallAsync(int number)
    {
        await Eventually.IsTrueAsync(() => Calls() > number, Token);
        lock (_calls)
        {
            return _calls[number];
        }
    }

    private int Calls()
    {
        lock (_calls)
        {
            return _calls.Count;
        }
    }

    private static Collection Named(string name) => new()
    {
        Id = Guid.NewGuid(), Name = name, Model = "m", ModelName = "m", Dimension = 2, Images = 0, Version = name, Created = default, Aliases = [],
    };
}
