using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class SearchAdmissionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SearchAdmission _admission;
    private readonly Queue<SearchAdmission.Place> _inProgress = new();

    public SearchAdmissionTests() =>
        _admission = new SearchAdmission(Options.Create(new SearchOptions { MaxWait = TimeSpan.FromMilliseconds(750) }), _time);

    [Fact]
    public async Task Searches_OneAfterTheOther_AreRejectedOnceTheWaitIsTooLong()
    {
        await RunAsync(load: 16, milliseconds: inProgress => 10 * inProgress);
        var admitted = Fill();
        Assert.InRange(admitted, 60, 90);
        Assert.InRange(_admission.TryEnter(1).RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        Finish(10);
        Assert.InRange(Fill(), 9, 11);
    }

    [Fact]
    public async Task SearchesSideBySide_OfASlowStore_AreAllAdmitted()
    {
        await RunAsync(load: 16, milliseconds: _ => 700);
        Assert.True(Fill(most: 500) == 500, "a store that answers many at once was taken for a full one");
    }

    [Fact]
    public async Task Outage_InWhichAllFailLate_RejectsNobody()
    {
        await RunAsync(load: 16, milliseconds: _ => 1500, fails: true);
        Assert.Equal(200, Fill(most: 200));
    }

    [Fact]
    public void Searches_BeforeEnoughSamples_AreAllAdmitted()
    {
        Assert.Equal(300, Fill(most: 300));
    }

    [Fact]
    public async Task Searches_FewOfASlowStore_AreNeverTooMany()
    {
        await RunAsync(load: 4, milliseconds: inProgress => 5000 * inProgress);
        Assert.Equal(16, Fill());
    }

    [Fact]
    public void Searches_HoweverShortTheWait_HaveABound()
    {
        Assert.Equal(1024, Fill());
        Assert.Equal(TimeSpan.FromSeconds(1), _admission.TryEnter(1).RetryAfter);
    }

    [Fact]
    public void Work_OfAFilter_GrowsWithItsConditions()
    {
        var condition = new Filter.Exists("a");
        Assert.Equal(1, SearchAdmission.WorkOf(null));
        Assert.Equal(2, SearchAdmission.WorkOf(condition));
        Assert.Equal(5, SearchAdmission.WorkOf(new Filter.And([condition, new Filter.Not(condition)])));
        var places = 0;
        while (_admission.TryEnter(64).Place is not null)
        {
            places++;
        }

        Assert.Equal(16, places);
    }

    /// <summary>Runs searches at loads from one to <paramref name="load"/>, each of which takes what it takes at its load.</summary>
    private async Task RunAsync(int load, Func<int, int> milliseconds, bool fails = false)
    {
        for (var atOnce = 1; atOnce <= load; atOnce *= 2)
        {
            for (var i = 0; i < 9; i++)
            {
                Fill(atOnce);
                var result = new TaskCompletionSource<int>();
                var noted = _inProgress.Last().NoteAsync(result.Task);
                _time.Advance(TimeSpan.FromMilliseconds(milliseconds(atOnce)));
                if (fails)
                {
                    result.SetException(new TimeoutException());
                    await Assert.ThrowsAsync<TimeoutException>(() => noted);
                }
                else
                {
                    result.SetResult(0);
                    await noted;
                }

                Finish(atOnce);
            }
        }
    }

    /// <summary>Starts searches until one is rejected, at most so many.</summary>
    private int Fill(int most = int.MaxValue)
    {
        var admitted = 0;
        for (; admitted < most && _admission.TryEnter(1).Place is { } place; admitted++)
        {
            _inProgress.Enqueue(place);
        }

        return admitted;
    }

    private void Finish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _inProgress.Dequeue().Dispose();
        }
    }
}
