using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Searching;

/// <summary>The embedding of weighted terms: the weighted sum of their unit vectors, brought to length 1.</summary>
internal static class WeightedSum
{
    /// <summary>A sum shorter than this part of the weights' sum is more rounding than direction.</summary>
    private const double Shortest = 1e-3;

    /// <summary>Adds unit vectors.</summary>
    /// <param name="terms">The weights, and unit vectors of one length.</param>
    /// <returns>A unit vector.</returns>
    /// <exception cref="Txt2ImageException">InvalidRequest: the sum is nearly zero.</exception>
    public static float[] Of(IReadOnlyList<(double Weight, ReadOnlyMemory<float> Unit)> terms)
    {
        var sum = new double[terms[0].Unit.Length];
        foreach (var (weight, unit) in terms)
        {
            var values = unit.Span;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * values[i];
            }
        }

        var length = Math.Sqrt(sum.Sum(value => value * value));
        return length > Shortest * terms.Sum(term => Math.Abs(term.Weight))
            ? Array.ConvertAll(sum, value => (float)(value / length))
            : throw QueryTerms.CancelOut();
    }
}
