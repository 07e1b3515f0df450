using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Evaluation.Comparing;

/// <summary>
/// The paired randomization test (Fisher), which Smucker, Allan and Carterette recommend for retrieval (<i>A Comparison of Statistical Significance
/// Tests for Information Retrieval Evaluation</i>, 2007). If the two runs did not differ, each query's two values could as well be exchanged, which
/// turns the sign of their difference. The p value is the share of random exchanges whose mean difference is at least as far from 0 as the observed
/// one. The observed one counts among them, so p is never 0 (Davison and Hinkley, <i>Bootstrap Methods and their Application</i>, 1997, 4.3).
/// </summary>
internal static class RandomizationTest
{
    private const int Exchanges = 10_000;

    /// <summary>The two-sided p value.</summary>
    /// <param name="differences">The difference of each query.</param>
    /// <param name="seed">What the random draws start from. The same gives the same value on every machine.</param>
    public static double PValue(IReadOnlyList<double> differences, int seed)
    {
        // A difference of 0 has no sign to turn.
        double[] turned = [.. differences.Where(difference => difference != 0)];
        var bound = Math.Abs(turned.Sum()) - (1e-9 * turned.Sum(Math.Abs));
        var asFar = 0;
        Parallel.For(
            0,
            Exchanges,
            () => 0,
            (exchange, _, own) => own + (Math.Abs(Exchanged(turned, new Xoshiro(~seed, exchange))) >= bound ? 1 : 0),
            own => Interlocked.Add(ref asFar, own));
        return (1.0 + asFar) / (1.0 + Exchanges);
    }

    /// <summary>The sum after random turns of signs.</summary>
    private static double Exchanged(double[] differences, Xoshiro random)
    {
        var sum = 0.0;
        var bits = 0UL;
        for (var i = 0; i < differences.Length; i++)
        {
            bits = i % 64 == 0 ? random.Next() : bits >> 1;
            sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(differences[i]) ^ (bits << 63));
        }

        return sum;
    }
}
