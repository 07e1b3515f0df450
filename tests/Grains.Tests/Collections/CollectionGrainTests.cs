using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Collections;

public sealed class CollectionGrainTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task AQuestionWithNoCache_SentAfterAnAcknowledgement_NeverMissesTheImage()
    {
        for (var i = 0; i < 50; i++)
        {
            var id = Assert.Single(await _cluster.AddPointsAsync(1, seed: i));
            var answer = await _cluster.AskAsync("cat", k: 1000, fresh: true);
            Assert.Contains(id, answer.Hits.Select(hit => hit.Id));
        }
    }

    [Fact]
    public async Task Search_OneSecondAfterAnAcknowledgement_FindsTheImage()
    {
        await _cluster.AddPointsAsync(3);
        await _cluster.AskAsync("cat");
        var id = Assert.Single(await _cluster.AddPointsAsync(1, seed: 100));

        // Wait just long enough for an earlier reading of a silo to expire.
        await Task.Delay(Txt2Image.Grains.Collections.Catalogue.Lifetime + TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.Contains(id, (await _cluster.AskAsync("cat")).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task AnUncertainFirstWrite_FollowedByUnchanged_IsVisible()
    {
        await _cluster.AddPointsAsync(3);
        var request = new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(50)]);
        _cluster.Store.LoseNextAnswer = true;
        var first = Assert.Single(await _cluster.Writer.AddAsync(request, default));
        Assert.Equal((AddStatus.Failed, ErrorCode.Unavailable), (first.Status, first.Error));

        var between = (await _cluster.Catalogue.FindAsync("demo", true, default))!;
        var second = Assert.Single(await _cluster.Writer.AddAsync(request, default));
        Assert.Equal(AddStatus.Unchanged, second.Status);
        Assert.NotEqual(between.Version, (await _cluster.Catalogue.FindAsync("demo", true, default))!.Version);
        Assert.Contains(TestImages.Point(50).Id, (await _cluster.AskAsync("cat", fresh: true)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Retry_OfAQueuedWrite_WritesNothingTwice()
    {
        var gate = new TaskCompletionSource();
        _cluster.Store.BeforeUpsert = gate.Task;
        var request = new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(1)]);
        var tooMany = request with { Images = [.. Enumerable.Repeat(TestImages.Point(1) with { Embedding = null }, 5_000)] };
        var busy = await SentAsync(_cluster.AddPointsAsync(1, seed: 9));

        WriteCall.Begin("demo");
        var first = await SentAsync(_cluster.Writer.AddAsync(request, default));
        var retry = await SentAsync(_cluster.Writer.AddAsync(request, default));
        WriteCall.Begin("demo");
        var another = await SentAsync(_cluster.Writer.AddAsync(request, default));
        gate.SetResult();

        await busy.Call;
        Assert.Equal(AddStatus.Added, Assert.Single(await first.Call).Status);
        Assert.Equal(AddStatus.Added, Assert.Single(await retry.Call).Status);
        Assert.Equal(AddStatus.Unchanged, Assert.Single(await another.Call).Status);

        // The grain has seen everything that was sent to it once it has answered what is sent afterwards.
        async Task<(Task<T> Call, bool Sent)> SentAsync<T>(Task<T> call)
        {
            for (var i = 0; i < 5; i++)
            {
                var refused = await OfNoCallAsync(() => _cluster.Writer.AddAsync(tooMany, default));
                Assert.Equal(ErrorCode.Overloaded, refused[0].Error);
            }

            return (call, true);
        }

        static Task<T> OfNoCallAsync<T>(Func<Task<T>> ask)
        {
            using var _ = ExecutionContext.SuppressFlow();
            return Task.Run(ask);
        }
    }

    [Fact]
    public async Task Retry_OfAFinishedWrite_IsANewWrite()
    {
        var request = new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(1)]);
        WriteCall.Begin("demo");
        Assert.Equal(AddStatus.Added, Assert.Single(await _cluster.Writer.AddAsync(request, default)).Status);
        Assert.Equal(AddStatus.Unchanged, Assert.Single(await _cluster.Writer.AddAsync(request, default)).Status);
    }

    [Fact]
    public async Task Callers_OfManyImagesEach_AreWrittenInGoodSizes()
    {
        var gate = new TaskCompletionSource();
        _cluster.Store.BeforeUpsert = gate.Task;
        var busy = _cluster.AddPointsAsync(1, seed: 9_999);
        await Eventually.IsTrueAsync(() => _cluster.Store.Upserts == 1);

        var calls = Enumerable.Range(0, 4).Select(AddAsync).ToList();
        gate.SetResult();
        await busy;

        foreach (var outcomes in await Task.WhenAll(calls))
        {
            Assert.Equal(100, outcomes.Length);
            Assert.All(outcomes[..^1], outcome => Assert.Equal(AddStatus.Added, outcome.Status));
            Assert.Equal(ErrorCode.InvalidRequest, outcomes[^1].Error);
        }

        // Two calls fit into 256 images; three do not.
        Assert.InRange(_cluster.Store.Upserts, 1 + 2, 1 + 4);

        Task<ImmutableArray<AddOutcome>> AddAsync(int call)
        {
            var images = Enumerable.Range(call * 100, 99).Select(TestImages.Point).Append(TestImages.Point(-1) with { Name = "" });
            return _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [.. images]), default);
        }
    }

    [Fact]
    public async Task Writes_MoreThanMayWait_AreOverloadedAtOnce()
    {
        const int InCall = 256, MostWaiting = 4096;
        var gate = new TaskCompletionSource();
        _cluster.Store.BeforeUpsert = gate.Task;
        var busy = _cluster.AddPointsAsync(1);
        await Eventually.IsTrueAsync(() => _cluster.Store.Upserts == 1);
        var waiting = Enumerable.Range(1, MostWaiting / InCall).Select(AddAsync).ToList();

        // Calls may arrive in any order, so this one is repeated until the queue is full.
        await Eventually.IsTrueAsync(async () =>
        {
            var more = await Task.WhenAny(AddAsync(0), Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
            return more is Task<ImmutableArray<AddOutcome>> answered && (await answered).All(outcome => outcome.Error == ErrorCode.Overloaded);
        });

        gate.SetResult();
        await busy;
        Assert.Contains((await Task.WhenAll(waiting)).SelectMany(outcomes => outcomes), outcome => outcome.Status == AddStatus.Added);

        Task<ImmutableArray<AddOutcome>> AddAsync(int call)
        {
            NewImage[] images = [.. Enumerable.Range(1000 * (call + 1), InCall).Select(TestImages.Point)];
            return _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [.. images]), default);
        }
    }

    [Fact]
    public async Task ManyCallers_AreWrittenTogether_AndEachGetsItsOwnOutcomes()
    {
        await _cluster.AddPointsAsync(1, seed: 5);
        var calls =
            Enumerable.Range(0, 40)
                .Select(i => _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(i)]), default)).ToList();
        for (var i = 0; i < calls.Count; i++)
        {
            Assert.Equal(i == 5 ? AddStatus.Unchanged : AddStatus.Added, Assert.Single(await calls[i]).Status);
        }
    }

    [Fact]
    public async Task AQueuedWrite_IsDone_ThoughItsCallerHasLeft()
    {
        var gate = new TaskCompletionSource();
        _cluster.Store.BeforeUpsert = gate.Task;
        var first = _cluster.AddPointsAsync(1, seed: 70);
        using var leaving = new CancellationTokenSource();
        var left = _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(71)]), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        gate.SetResult();
        await first;
        await Eventually.IsTrueAsync(async () =>
            (await _cluster.Listing.FindAsync(_cluster.Collection.Id, [TestImages.Point(71).Id], default)).Length == 1);
    }

    [Fact]
    public async Task Deactivation_WhileAWriteIsInProgress_LeavesNoSecondWriterBesideIt()
    {
        var gate = new TaskCompletionSource();
        _cluster.Store.BeforeUpsert = gate.Task;
        using var leaving = new CancellationTokenSource();
        var left = _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(1)]), leaving.Token);
        await Eventually.IsTrueAsync(() => _cluster.Store.Upserts == 1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        // The grain has no call any more, only its write, so it counts as idle.
        var collecting = _cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        var next = _cluster.AddPointsAsync(1, seed: 2);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        Assert.Equal(1, _cluster.Store.Upserts);

        gate.SetResult();
        await next;
        await collecting;
        Assert.Equal(2, _cluster.Store.Upserts);
    }

    [Fact]
    public async Task BadImages_FailAlone_EachWithItsReason()
    {
        var images = new[]
        {
            TestImages.Point(1),
            TestImages.Point(2) with { Embedding = Embedding.From([1f]) },
            TestImages.Point(3) with { Embedding = Embedding.From([2f, 0, 0, 0, 0, 0, 0, 0]) },
            TestImages.Point(4) with { Embedding = Embedding.From([float.NaN, 0, 0, 0, 0, 0, 0, 0]) },
            TestImages.Point(5) with { Name = "" },
            TestImages.Point(6) with
            {
                Fields =
                [
                    new ImageField("year") { Integer = 2024 }, new ImageField("tag") { Text = "x" }, new ImageField("ok") { Truth = false },
                    new ImageField("half") { Number = .5 },
                ],
            },
        };
        var outcomes = await _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [.. images]), default);
        Assert.Equal(
            [AddStatus.Added, AddStatus.Failed, AddStatus.Failed, AddStatus.Failed, AddStatus.Failed, AddStatus.Added],
            outcomes.Select(outcome => outcome.Status));
        Assert.All(outcomes.Where(outcome => outcome.Status == AddStatus.Failed), outcome =>
        {
            Assert.Equal(ErrorCode.InvalidRequest, outcome.Error);
            Assert.NotEmpty(outcome.Detail!);
        });
        var hit = (await _cluster.AskAsync("cat", fresh: true)).Hits.Single(hit => hit.Id == images[5].Id);
        Assert.Equal("""{"half":0.5,"ok":false,"tag":"x","year":2024}""", hit.Fields);
    }

    [Fact]
    public async Task Embeddings_OfAnotherModel_AreAConflict()
    {
        var outcomes = await _cluster.Writer.AddAsync(new AddImages(TestModel.Other.Fingerprint, [TestImages.Point(1)]), default);

        var outcome = Assert.Single(outcomes);
        Assert.Equal((AddStatus.Failed, ErrorCode.Conflict), (outcome.Status, outcome.Error));
        Assert.Contains(TestModel.Other.Fingerprint, outcome.Detail, StringComparison.Ordinal);
        Assert.Contains(TestModel.Instance.Fingerprint, outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADroppedCollection_IsNotFound_AndItsNameIsANewCollection()
    {
        await _cluster.AddPointsAsync(2);
        Assert.True(await _cluster.Writer.DropAsync(default));
        var outcome = Assert.Single(await _cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [TestImages.Point(1)]), default));
        Assert.Equal(ErrorCode.NotFound, outcome.Error);
        var again = await _cluster.Catalogue.CreateAsync("demo", null, default);
        Assert.True(again.Created);
        Assert.NotEqual(_cluster.Collection.Id, again.Collection.Id);
    }

    [Theory]
    [InlineData("Demo")]
    [InlineData("../x")]
    [InlineData("")]
    public async Task Name_Invalid_IsRejected(string name)
    {
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => _cluster.Catalogue.CreateAsync(name, null, default));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }

    [Fact]
    public async Task AnUnknownModel_IsRefused_NamingTheOneThatRuns()
    {
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => _cluster.Catalogue.CreateAsync("other", "ViT-H", default));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains(TestModel.Instance.Id, failure.Message, StringComparison.Ordinal);
    }
}
