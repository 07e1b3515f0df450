using Grpc.Core;
using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantFailureTests : QdrantStoreTest
{
    private const string List = "Collections/List";

    [Theory]
    [InlineData(StatusCode.Unavailable, 2, null)]
    [InlineData(StatusCode.Cancelled, 2, null)]
    [InlineData(StatusCode.Internal, 1, null)]
    [InlineData(StatusCode.ResourceExhausted, 2, "0")]
    public async Task Call_FailsInPassing_IsRepeated(StatusCode code, int times, string? retryAfter)
    {
        Server.Faults.Fail(List, code, times, retryAfter);

        await Store.PingAsync(Token);

        Assert.Equal(times + 1, Server.Calls.Of(List).Count);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, null, 3, StoreFault.Unavailable)]
    [InlineData(StatusCode.Internal, null, 2, StoreFault.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, "0", 3, StoreFault.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, null, 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, "60", 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded, null, 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.Unauthenticated, null, 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.PermissionDenied, null, 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.Unimplemented, null, 1, StoreFault.Unavailable)]
    [InlineData(StatusCode.FailedPrecondition, null, 1, StoreFault.Locked)]
    [InlineData(StatusCode.InvalidArgument, null, 1, StoreFault.Corrupt)]
    public async Task Call_GoesOnFailing_IsTheStoresFailureAfterSoManyTries(StatusCode code, string? retryAfter, int tries, StoreFault fault)
    {
        Server.Faults.Fail(List, code, times: 10, retryAfter);

        var failure = await FailureOf(() => Store.PingAsync(Token));

        Assert.Equal(fault, failure.Fault);
        Assert.Equal(tries, Server.Calls.Of(List).Count);
        Assert.DoesNotContain("planned", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ServerHangs_IsUnavailableWhenItsTimeIsUp()
    {
        await using var store = Open(options => options.ReadTimeout = TimeSpan.FromMilliseconds(300));
        Server.Faults.Hang(List);

        var failure = await FailureOf(() => store.PingAsync(Token)).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
        Assert.Contains("0.3 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_CallerLeaves_IsCancelledAtOnce()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Server.Faults.Hang(List);
        var ping = Store.PingAsync(caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ping);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        await Server.DisposeAsync();

        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => Store.PingAsync(Token))).Fault);
        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => Store.FindAsync("pictures", Token))).Fault);
        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => NewAsync())).Fault);
    }

    [Fact]
    public async Task Call_ServerGoesAndComesBack_IsAnsweredByTheSameStore()
    {
        await Store.PingAsync(Token);
        await RestartAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await Store.PingAsync(limit.Token);
                return;
            }
            catch (StoreException exception) when (exception.Fault == StoreFault.Unavailable)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    [Fact]
    public async Task Upsert_NotFinishedInTime_IsAFailureAndWorksWhenSentAgain()
    {
        var collection = await NewAsync();
        Server.Faults.NotFinish("Points/Upsert");

        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => UpsertAsync(collection, Point(1)))).Fault);

        var again = await UpsertAsync(collection, Point(1));
        Assert.Equal([UpsertOutcome.Unchanged], again.Outcomes);
        Assert.Equal(again.Version, (await Store.FindAsync("pictures", Token))!.Version);
    }

    [Fact]
    public async Task Upsert_AnswerIsLost_IsWrittenOnce()
    {
        var collection = await NewAsync();
        Server.Faults.Fail("Points/Upsert", StatusCode.Unavailable, afterwards: true);

        Assert.Equal([UpsertOutcome.Added, UpsertOutcome.Added], (await UpsertAsync(collection, Point(1), Point(2))).Outcomes);

        Assert.Equal(2, (await Store.FindAsync("pictures", Token))!.Points);
    }

    [Fact]
    public async Task Upsert_LandedUnseen_IsUnchangedWithANewVersionWhenSentAgain()
    {
        var collection = await NewAsync();
        Server.Faults.Fail("Points/SetPayload", StatusCode.Unavailable, times: 3);
        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => UpsertAsync(collection, Point(1)))).Fault);
        Assert.Equal(collection.Version, (await Store.FindAsync("pictures", Token))!.Version);

        var again = await UpsertAsync(collection, Point(1));

        Assert.Equal([UpsertOutcome.Unchanged], again.Outcomes);
        Assert.NotEqual(collection.Version, again.Version);
        Assert.Equal(again.Version, (await Store.FindAsync("pictures", Token))!.Version);
    }

    [Fact]
    public async Task Upsert_TheCatalogueHasAVersionOfSomeoneElse_BeginsAnEpoch()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        await using (var other = Open())
        {
            await other.UpsertAsync(collection.Id, [Point(2)], Token);
        }

        await UpsertAsync(collection, Point(3));

        var found = (await Store.FindAsync("pictures", Token))!;
        Assert.Equal([(1L, 1L), (2L, 2L), (3L, 3L)], found.History.Epochs(found.Version).Select(epoch => (epoch.First, epoch.Last)));
    }

    [Fact]
    public async Task Upsert_InterruptedBeforeTheReplacedIsDeleted_IsEndedWhenRepeated()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"), Point(2, "a", "c"));
        var replacing = Point(3, "a") with { Payload = Samples.Payload("a") with { Replaces = Samples.Id(1) } };
        Server.Faults.Fail("Points/Delete", StatusCode.Unavailable, times: 3);
        await FailureOf(() => UpsertAsync(collection, replacing));
        Assert.Equal(3, (await Store.FindAsync("pictures", Token))!.Points);

        var again = await UpsertAsync(collection, replacing);

        Assert.Equal([Samples.Id(1)], again.Orphans);
        var left = await Store.ScrollAsync(collection.Id, null, 10, withVectors: false, Token);
        Assert.Equal([["a", "c"], ["a"]], new[] { 2, 3 }.Select(number => left.Single(point => point.Id == Samples.Id(number)).Payload.Names));
        Assert.Equal(2, left.Count);
    }

    [Fact]
    public async Task Create_FailsInPassing_IsNotRepeatedByItself()
    {
        await NewAsync("first");
        Server.Faults.Fail("Collections/Create", StatusCode.Unavailable);
        var before = Server.Calls.Of("Collections/Create").Count;

        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => NewAsync())).Fault);

        Assert.Equal(before + 1, Server.Calls.Of("Collections/Create").Count);
        Assert.Equal("pictures", (await NewAsync()).Name);
    }

    [Fact]
    public async Task Dispose_ThenCall_IsRefused()
    {
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.PingAsync(Token));
    }
}
