using System.Numerics;
using System.Runtime.InteropServices;

namespace Txt2Image.Evaluation.Intervals;

/// <summary>
/// The percentile bootstrap of a mean over queries (Efron and Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13): as many queries
/// as there are, drawn with replacement, give a mean; the interval holds the middle of many such means. The same values and seed give the same
/// interval on every machine, with any number of cores.
/// </summary>
public static class Bootstrap
{
    /// <summary>How many times queries are drawn, if not given.</summary>
    public const int Resamples = 1000;

    /// <summary>The share of such intervals that hold the true mean, if not given.</summary>
    public const double Confidence = .95;

    /// <summary>The mean of some values, and its interval.</summary>
    /// <param name="values">One value a query; no NaN.</param>
    /// <param name="seed">What the random draws start from.</param>
    /// <param name="resamples">How many times queries are drawn: 1 or more.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">A value is NaN, or an argument is out of its range.</exception>
    public static Interval Of(ReadOnlySpan<double> values, int seed, int resamples = Resamples, double confidence = Confidence) =>
        OfColumns(values.ToArray(), 1, seed, resamples, confidence)[0];

    /// <summary>The intervals of several values a query, from the same draws.</summary>
    /// <param name="rows">The values of the first query, then those of the next.</param>
    /// <param name="columns">How many values a query has: 1 or more.</param>
    internal static Interval[] OfColumns(double[] rows, int columns, int seed, int resamples = Resamples, double confidence = Confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (Array.Exists(rows, double.IsNaN))
        {
            throw new ArgumentException("A value is NaN: queries that cannot be evaluated must be left out.", nameof(rows));
        }

        var queries = rows.Length / columns;
        if (queries == 0)
        {
            return [.. Enumerable.Repeat(new Interval(double.NaN, double.NaN, double.NaN), columns)];
        }

        var means = Enumerable.Range(0, columns).Select(_ => new double[resamples]).ToArray();
        Parallel.For(0, resamples, () => (Counts: new int[queries], Sums: new double[columns]), (resample, _, own) =>
        {
            Draw(own.Counts, new Xoshiro(seed, resample));
            Add(rows, own.Counts, own.Sums);
            for (var column = 0; column < columns; column++)
            {
                means[column][resample] = own.Sums[column] / queries;
            }

            return own;
        }, _ => { });
        var once = new double[columns];
        Add(rows, [.. Enumerable.Repeat(1, queries)], once);
        return [.. means.Select((some, column) => Between(once[column] / queries, some, confidence))];
    }

    private static void Draw(int[] counts, Xoshiro random)
    {
        Array.Clear(counts);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[random.Below(counts.Length)]++;
        }
    }

    /// <summary>The sum of each column, a query's values taken as often as it was drawn: in the order of the queries, so always the same.</summary>
    private static void Add(double[] rows, int[] counts, double[] sums)
    {
        Array.Clear(sums);
        var wide = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan());
        var rest = wide.Length * Vector<double>.Count;
        for (var query = 0; query < counts.Length; query++)
        {
            var row = rows.AsSpan(query * sums.Length, sums.Length);
            var count = counts[query];
            if (count == 0)
            {
                continue;
            }

            var times = new Vector<double>(count);
            var vectors = MemoryMarshal.Cast<double, Vector<double>>(row);
            for (var i = 0; i < wide.Length; i++)
            {
                wide[i] += vectors[i] * times;
            }

            for (var i = rest; i < row.Length; i++)
            {
                sums[i] += row[i] * count;
            }
        }
    }

    private static Interval Between(double mean, double[] means, double confidence)
    {
        Array.Sort(means);
        return new Interval(mean, Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));
    }

    /// <summary>Between the two nearest values by their distances, as numpy does by default.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
