using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Evaluation.Tests.Intervals;

public sealed class XoshiroTests
{
    /// <summary>The state that SplitMix64 makes of 0 begins with its published first output; xoshiro256** then returns rotl(5 · s1, 7) · 9.</summary>
    [Fact]
    public void Next_OfSeedZero_IsThatOfTheReference()
    {
        var random = new Xoshiro(0, 0);

        Assert.Equal(0x99EC5F36CB75F2B4UL, random.Next());
        Assert.Equal(0xBF6E1F784956452AUL, random.Next());
        Assert.Equal(0x1A5F849D4933E6E0UL, random.Next());
    }

    [Fact]
    public void Below_ManyDraws_AreEvenlySpread()
    {
        var random = new Xoshiro(3, 4);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.Below(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Sequences_OfASeed_Differ()
    {
        var firsts = Enumerable.Range(0, 1000).Select(sequence => new Xoshiro(1, sequence).Next());

        Assert.Equal(1000, firsts.Distinct().Count());
    }
}
