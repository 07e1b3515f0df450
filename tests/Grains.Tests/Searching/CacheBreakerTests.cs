using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class CacheBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CacheBreaker _breaker;

    public CacheBreakerTests() => _breaker = new(_time);

    [Fact]
    public void Breaker_FewFailures_SeesNoOutage()
    {
        Assert.False(Fail());
        Assert.False(Fail());
        Assert.True(_breaker.Admits());
        Assert.False(_breaker.Succeeded());
        Assert.False(Fail());
    }

    [Fact]
    public void AnOutage_BeginsOnce_AndIsLeftAloneForASecond()
    {
        Break();
        Assert.False(_breaker.Admits());
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(_breaker.Admits());
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_breaker.Admits());
        Assert.False(_breaker.Admits());
        Assert.False(_breaker.Failed());
        Assert.False(_breaker.Admits());
    }

    [Fact]
    public void ACallThatIsAnswered_EndsTheOutage_OnceForAll()
    {
        Break();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.Admits());
        Assert.True(_breaker.Succeeded());
        Assert.False(_breaker.Succeeded());
        Assert.True(_breaker.Admits() && _breaker.Admits());
    }

    private void Break()
    {
        for (var i = 1; i < CacheBreaker.Patience; i++)
        {
            Assert.False(Fail());
        }

        Assert.True(Fail());
    }

    private bool Fail()
    {
        Assert.True(_breaker.Admits());
        return _breaker.Failed();
    }
}
