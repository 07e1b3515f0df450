using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>Random lives of a question's flights: joiners of different k, leavers, failures, refusals and new versions, in any order.</summary>
public sealed class FlightsTests
{
    private static readonly int[] Steps = [25, 100, 400, 1000];

    private static readonly Gen<(Act Act, int Number)[]> Lives = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 1000]).Array[1, 60];

    private enum Act
    {
        Join,
        Leave,
        Answer,
        Refuse,
        Fail,
        NewVersion,
    }

    [Fact]
    public void Flights_AfterAnyLife_AnswerFromAHealthyStore() => Lives.Sample(
        life => InTurnsAsync(() => LiveAsync(life)).GetAwaiter().GetResult(),
        iter: 2_000);

    [Fact]
    public async Task Flights_WhenAllHaveEnded_KeepNone()
    {
        var flights = new Flights<string>();
        var shelf = new ShelfKey(Guid.Empty, "1", null);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => flights.JoinAsync(shelf, 25, (_, _) => Task.FromException<string>(new InvalidOperationException()), null, default));
        await flights.JoinAsync(shelf, 25, (_, _) => Task.FromResult("answer"), null, default);
        Assert.Equal(0, flights.Count);
    }

    [Fact]
    public async Task Search_OfAnotherCollectionVersionFilterOrEf_IsNotJoined()
    {
        var flights = new Flights<string>();
        var gate = new TaskCompletionSource();
        ShelfKey[] shelves =
        [
            new(Guid.Empty, "1", null), new(Guid.Empty, "2", null), new(Guid.Empty, "1", "{}"), new(Guid.NewGuid(), "1", null),
            new(Guid.Empty, "1", null, Ef: 0), new(Guid.Empty, "1", null, Ef: 64),
        ];

        var answers = shelves.Select(shelf => flights.JoinAsync(shelf, 25, (_, _) => AnswerAsync(shelf), null, default)).ToList();
        gate.SetResult();

        Assert.Equal(shelves.Select(shelf => $"{shelf}"), await Task.WhenAll(answers));

        async Task<string> AnswerAsync(ShelfKey shelf)
        {
            await gate.Task;
            return $"{shelf}";
        }
    }

    [Fact]
    public Task Search_EndedAMomentAgo_IsNotJoined() => InTurnsAsync(async () =>
    {
        var flights = new Flights<string>();
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shelf = new ShelfKey(Guid.Empty, "1", null);
        var first = flights.JoinAsync(shelf, 25, (_, _) => work.Task, null, default);

        // Its removal is a turn of its own, which comes after this one.
        work.SetResult("old");
        var second = flights.JoinAsync(shelf, 25, (_, _) => Task.FromResult("new"), null, default);

        Assert.Equal(("old", "new"), (await first, await second));
    });

    [Fact]
    public Task Search_AllHaveLeft_IsReplacedAndItsEndLeavesTheOtherInProgress() => InTurnsAsync(async () =>
    {
        var flights = new Flights<string>();
        TaskCompletionSource<string> abandoned = new(), replacement = new();
        var shelf = new ShelfKey(Guid.Empty, "1", null);
        using var leaving = new CancellationTokenSource();
        var left = flights.JoinAsync(shelf, 25, (_, _) => abandoned.Task, null, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        // Its work takes no notice of the cancellation, so it is still in progress.
        var second = flights.JoinAsync(shelf, 25, (_, _) => replacement.Task, null, default);
        abandoned.SetResult("of the abandoned one");
        await Task.Yield();
        Assert.Equal(1, flights.Count);

        replacement.SetResult("of the other");
        Assert.Equal("of the other", await second);
    });

    [Fact]
    public Task Search_ACallersPatienceEnds_OnlyThatCallerGetsWhatThereIs() => InTurnsAsync(async () =>
    {
        var time = new FakeTimeProvider();
        var flights = new Flights<string>();
        var work = new TaskCompletionSource<string>();
        var (first, shelf) = (true, new ShelfKey(Guid.Empty, "1", null));
        var waits = Join(null);
        var patient = Join(new Patience(TimeSpan.FromSeconds(2), time));
        var hasty = Join(new Patience(TimeSpan.FromSeconds(1), time));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("so far", await hasty);
        Assert.Equal((false, false), (waits.IsCompleted, patient.IsCompleted));
        work.SetResult("whole");

        Assert.Equal(("whole", "whole"), (await waits, await patient));
        Assert.False(first);

        Task<string> Join(Patience? patience) => flights.JoinAsync(
            shelf,
            25,
            (flight, _) =>
            {
                Assert.True(first, "the flight is not shared");
                first = false;
                flight.SoFar = () => "so far";
                return work.Task;
            },
            patience,
            default);
    });

    /// <summary>The store's own deadline ends the search of all.</summary>
    [Fact]
    public Task Search_Fails_OnlyCallersWithPatienceGetWhatThereIs() => InTurnsAsync(async () =>
    {
        var flights = new Flights<string>();
        var work = new TaskCompletionSource<string>();
        var shelf = new ShelfKey(Guid.Empty, "1", null);
        string? soFar = "so far";
        var waits = Join(null);
        var patient = Join(new Patience(TimeSpan.FromMinutes(1), TimeProvider.System));
        work.SetException(new InvalidOperationException("The store does not answer."));

        Assert.Equal("so far", await patient);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waits);

        soFar = null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Join(new Patience(TimeSpan.FromMinutes(1), TimeProvider.System)));

        Task<string> Join(Patience? patience) => flights.JoinAsync(
            shelf,
            25,
            (flight, _) =>
            {
                flight.SoFar = () => soFar;
                return work.Task;
            },
            patience,
            default);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Search_HasSomethingOnlyAfterThePatience_ItsCallerGetsItThen(bool fails) => InTurnsAsync(async () =>
    {
        var time = new FakeTimeProvider();
        var work = new TaskCompletionSource<string>();
        string? soFar = null;
        var hasty = new Flights<string>().JoinAsync(
            new ShelfKey(Guid.Empty, "1", null),
            25,
            (flight, _) =>
            {
                flight.SoFar = () => soFar;
                return work.Task;
            },
            new Patience(TimeSpan.FromSeconds(1), time),
            default);

        time.Advance(TimeSpan.FromSeconds(1));
        await Task.Yield();
        Assert.False(hasty.IsCompleted);
        soFar = "so far";
        if (fails)
        {
            work.SetException(new InvalidOperationException("The store does not answer."));
        }

        await Eventually.IsTrueAsync(() =>
        {
            time.Advance(fails ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
            return hasty.IsCompleted;
        });

        Assert.Equal("so far", await hasty);
    });

    [Fact]
    public Task Search_CallerWithPatienceLeaves_IsCancelled() => InTurnsAsync(async () =>
    {
        using var leaving = new CancellationTokenSource();
        var left = new Flights<string>().JoinAsync(
            new ShelfKey(Guid.Empty, "1", null),
            25,
            async (flight, abandoned) =>
            {
                flight.SoFar = () => "so far";
                return await new TaskCompletionSource<string>().Task.WaitAsync(abandoned);
            },
            new Patience(TimeSpan.FromMinutes(1), TimeProvider.System),
            leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
    });

    /// <summary>Nobody waits for the rest, so it is not done.</summary>
    [Fact]
    public Task Search_LastCallerLeavesWithAPart_IsAbandoned() => InTurnsAsync(async () =>
    {
        var flights = new Flights<string>();
        var isAbandoned = false;
        var part = await flights.JoinAsync(
            new ShelfKey(Guid.Empty, "1", null),
            25,
            async (flight, abandoned) =>
            {
                flight.SoFar = () => "so far";
                abandoned.Register(() => isAbandoned = true);
                return await new TaskCompletionSource<string>().Task.WaitAsync(abandoned);
            },
            new Patience(TimeSpan.Zero, TimeProvider.System),
            default);

        Assert.Equal(("so far", true), (part, isAbandoned));
    });

    private static Task InTurnsAsync(Func<Task> test) => Task.Factory.StartNew(
        test, default, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    /// <summary>Runs on a scheduler that takes turns, as a grain's does.</summary>
    private static async Task LiveAsync((Act Act, int Number)[] life)
    {
        var flights = new Flights<string>();
        var version = 0;
        List<TaskCompletionSource<string>> works = [];
        List<(Task<string> Answer, CancellationTokenSource Leaving)> waiters = [];
        foreach (var (act, number) in life)
        {
            var work = works.Count == 0 ? null : works[number % works.Count];
            switch (act)
            {
                case Act.Join:
                    var leaving = new CancellationTokenSource();
                    waiters.Add((flights.JoinAsync(Shelf(), Steps[number % Steps.Length], StartAsync, null, leaving.Token), leaving));
                    break;
                case Act.Leave when waiters.Count > 0:
                    await waiters[number % waiters.Count].Leaving.CancelAsync();
                    break;
                case Act.Answer:
                    work?.TrySetResult("answer");
                    break;
                case Act.Refuse:
                    work?.TrySetResult("refused");
                    break;
                case Act.Fail:
                    work?.TrySetException(new InvalidOperationException("The store failed."));
                    break;
                case Act.NewVersion:
                    version++;
                    break;
            }

            await Task.Yield();
        }

        works.ForEach(work => work.TrySetException(new InvalidOperationException("The store failed.")));
        await Task.WhenAll(waiters.Select(waiter => waiter.Answer.ContinueWith(_ => { }, TaskScheduler.Default)));
        await Eventually.IsTrueAsync(() => flights.Count == 0);
        foreach (var past in Enumerable.Range(0, version + 1))
        {
            foreach (var step in Steps)
            {
                Assert.Equal(
                    "healthy",
                    await flights.JoinAsync(new ShelfKey(Guid.Empty, $"{past}", null), step, (_, _) => Task.FromResult("healthy"), null, default));
            }
        }

        waiters.ForEach(waiter => waiter.Leaving.Dispose());

        ShelfKey Shelf() => new(Guid.Empty, $"{version}", null);

        async Task<string> StartAsync(SharedFlight<string> flight, CancellationToken cancellationToken)
        {
            var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            works.Add(work);
            return await work.Task.WaitAsync(cancellationToken);
        }
    }
}
