using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class SearchAdmissionTests
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();
    private readonly SearchAdmission _admission;

    public SearchAdmissionTests() => _admission = new SearchAdmission(Options.Create(new SearchOptions { MaxWait = MaxWait }), _time);

    /// <summary>Four times what a store answers that needs 10 ms for each search, one after the other.</summary>
    [Fact]
    public void Overload_SearchesOneAfterTheOther_IsRejectedAndTheOthersAreAnsweredInTime()
    {
        var run = Simulate(seconds: 30, perSecond: 400, milliseconds: 10, sideBySide: 1);
        Assert.InRange(run.Answered, .9 * 30 * 100, 30 * 100);
        Assert.True(run.Rejected > 0, "nobody was rejected");
        Assert.InRange(run.WorstAfterStart, 0, 2.5 * MaxWait.TotalMilliseconds);
    }

    [Fact]
    public void Load_ThatTheStoreAnswers_IsAdmitted()
    {
        var run = Simulate(seconds: 30, perSecond: 80, milliseconds: 10, sideBySide: 1);
        Assert.Equal(0, run.Rejected);
    }

    [Fact]
    public void SearchesSideBySide_OfASlowStore_AreAdmittedOnceTheLimitHasGrown()
    {
        var run = Simulate(seconds: 60, perSecond: 400, milliseconds: 700, sideBySide: int.MaxValue);
        Assert.Equal(0, run.RejectedAtTheEnd);
    }

    [Fact]
    public void Store_ThatHasBecomeFastAgain_IsUsedFully()
    {
        Simulate(seconds: 20, perSecond: 400, milliseconds: 50, sideBySide: 1);
        var run = Simulate(seconds: 30, perSecond: 400, milliseconds: 2, sideBySide: 1);
        Assert.Equal(0, run.RejectedAtTheEnd);
    }

    [Fact]
    public void Burst_OnAnIdleServer_IsAdmitted()
    {
        var places = Enumerable.Range(0, 128).Select(_ => _admission.TryEnter(1).Place).ToList();
        Assert.DoesNotContain(null, places);
        Assert.Equal((null, TimeSpan.FromSeconds(1)), _admission.TryEnter(1));
        places[0]!.Dispose();
        Assert.NotNull(_admission.TryEnter(1).Place);
    }

    [Fact]
    public void Pause_ThatDelaysFewSearches_ChangesNothing()
    {
        for (var i = 0; i < 20; i++)
        {
            using var quick = _admission.TryEnter(1).Place!;
            quick.Note();
        }

        var few = Enumerable.Range(0, 10).Select(_ => _admission.TryEnter(1).Place!).ToList();
        _time.Advance(TimeSpan.FromSeconds(2));
        foreach (var place in few)
        {
            place.Note();
            place.Dispose();
        }

        Assert.All(Enumerable.Range(0, 128), _ => Assert.NotNull(_admission.TryEnter(1).Place));
    }

    [Fact]
    public void Pause_OfTheStore_RejectsNobody()
    {
        var run = Simulate(seconds: 20, perSecond: 60, milliseconds: 10, sideBySide: 1, pausesAt: 10_000);
        Assert.Equal(0, run.Rejected);
    }

    [Fact]
    public void Store_ThatIsVerySlow_IsNoticedByTheFirstThatWaited()
    {
        var run = Simulate(seconds: 60, perSecond: 100, milliseconds: 50, sideBySide: 1, settled: 20);
        Assert.InRange(run.WorstAfterStart, 0, 2600);
        Assert.InRange(run.Answered, 1180, 1200);
    }

    [Fact]
    public void Failures_OfAStoreThatIsDown_ChangeNothing()
    {
        for (var i = 0; i < 1000; i++)
        {
            using var place = _admission.TryEnter(1).Place;
            _time.Advance(TimeSpan.FromSeconds(1.5));
        }

        Assert.All(Enumerable.Range(0, 128), _ => Assert.NotNull(_admission.TryEnter(1).Place));
    }

    [Fact]
    public void Work_OfAFilter_GrowsWithItsConditions()
    {
        var condition = new Filter.Exists("a");
        Assert.Equal(1, SearchAdmission.WorkOf(null));
        Assert.Equal(2, SearchAdmission.WorkOf(condition));
        Assert.Equal(5, SearchAdmission.WorkOf(new Filter.And([condition, new Filter.Not(condition)])));
        Assert.NotNull(_admission.TryEnter(64).Place);
        Assert.NotNull(_admission.TryEnter(64).Place);
        Assert.Null(_admission.TryEnter(64).Place);
    }

    [Fact]
    public void Search_MoreExpensiveThanTheLimit_IsAdmittedAlone()
    {
        var only = _admission.TryEnter(1000).Place;
        Assert.NotNull(only);
        Assert.Null(_admission.TryEnter(1).Place);
        only.Dispose();
        Assert.NotNull(_admission.TryEnter(1).Place);
    }

    [Fact]
    public void Limit_OfAStoreThatIsFastForLong_StaysBounded()
    {
        for (var i = 0; i < 600; i++)
        {
            var places = EnterAll();
            places.ForEach(place => place.Note());
            places.ForEach(place => place.Dispose());
        }

        Assert.Equal(1024, EnterAll().Count);
    }

    [Fact]
    public void Crowd_ThatWaitedTooLong_LowersTheLimitOnce()
    {
        NoteOneThatIsAlone();
        Wait(searches: 5, TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2.5));

        // Each of them waited twice as long as it may.
        Wait(searches: 128, 2 * MaxWait);

        Assert.Equal(64, EnterAll().Count);
    }

    [Fact]
    public void Crowd_LongAfterOneThatWaitedTooLong_LowersTheLimitLittle()
    {
        NoteOneThatIsAlone();
        Wait(searches: 5, TimeSpan.FromSeconds(2));
        Wait(searches: 5, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromHours(1));

        Wait(searches: 128, TimeSpan.FromSeconds(10));

        Assert.Equal(96, EnterAll().Count);
    }

    private void NoteOneThatIsAlone()
    {
        using var alone = _admission.TryEnter(1).Place!;
        alone.Note();
    }

    /// <summary>Searches that start together and end together; the last to start is noted first. The first four would count as alone.</summary>
    private void Wait(int searches, TimeSpan time)
    {
        var places = Enumerable.Range(0, searches).Select(_ => _admission.TryEnter(1).Place!).ToList();
        _time.Advance(time);
        foreach (var place in places.Skip(4).Reverse())
        {
            place.Note();
        }

        places.ForEach(place => place.Dispose());
    }

    private List<SearchAdmission.Place> EnterAll()
    {
        List<SearchAdmission.Place> places = [];
        while (_admission.TryEnter(1).Place is { } place)
        {
            places.Add(place);
        }

        return places;
    }

    /// <summary>Searches that arrive at an even pace at a store that runs some side by side, in steps of a millisecond.</summary>
    private Run Simulate(int seconds, int perSecond, int milliseconds, int sideBySide, int settled = 5, int pausesAt = -1)
    {
        var run = new Run();
        var waiting = new Queue<(SearchAdmission.Place Place, int Arrived)>();
        var running = new List<(SearchAdmission.Place Place, int Arrived, int Ends)>();
        var arrivals = 0.0;
        for (var now = 0; now < seconds * 1000; now++)
        {
            foreach (var done in running.Where(one => one.Ends <= now).ToList())
            {
                done.Place.Note();
                done.Place.Dispose();
                running.Remove(done);
                run.Answered++;
                run.WorstAfterStart = now > settled * 1000 ? Math.Max(run.WorstAfterStart, now - done.Arrived) : 0;
            }

            for (arrivals += perSecond / 1000.0; arrivals >= 1; arrivals--)
            {
                if (_admission.TryEnter(1).Place is { } place)
                {
                    waiting.Enqueue((place, now));
                }
                else
                {
                    run.Rejected++;
                    run.RejectedAtTheEnd += now >= (seconds - 5) * 1000 ? 1 : 0;
                }
            }

            while (running.Count < sideBySide && waiting.TryDequeue(out var next))
            {
                running.Add((next.Place, next.Arrived, now + (now >= pausesAt && now < pausesAt + 1500 && pausesAt > 0 ? 1500 : milliseconds)));
            }

            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        foreach (var place in waiting.Select(one => one.Place).Concat(running.Select(one => one.Place)))
        {
            place.Dispose();
        }

        return run;
    }

    private sealed class Run
    {
        public int Answered { get; set; }

        public int Rejected { get; set; }

        public int RejectedAtTheEnd { get; set; }

        public int WorstAfterStart { get; set; }
    }
}
