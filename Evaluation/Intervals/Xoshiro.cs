using System.Numerics;

namespace Txt2Image.Evaluation.Intervals;

/// <summary>
/// xoshiro256** (Blackman and Vigna, <i>Scrambled Linear Pseudorandom Number Generators</i>, 2018), whose state comes from SplitMix64 (Steele, Lea
/// and Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, 2014), as its authors recommend. .NET's own seeded generator may change from
/// version to version.
/// </summary>
internal struct Xoshiro
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Starts one of the many sequences of a seed.</summary>
    public Xoshiro(int seed, int sequence)
    {
        var state = ((ulong)(uint)seed << 32) | (uint)sequence;
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>
    /// A number from 0 to <paramref name="bound"/> - 1, each as likely as the others (Lemire, <i>Fast Random Integer Generation in an Interval</i>,
    /// 2019).
    /// </summary>
    public int Below(int bound)
    {
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        if (low < range)
        {
            for (var uneven = (0 - range) % range; low < uneven;)
            {
                high = Math.BigMul(Next(), range, out low);
            }
        }

        return (int)high;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
