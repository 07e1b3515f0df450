using System.Numerics;
using System.Numerics.Tensors;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// What a batch costs a tower: a line, <c>a + b x work</c>, where work is the longest text x the number of texts, or the number of images. The line
/// goes through the medians of the last batches of each size, so a cold or disturbed batch does not count. Only the thread that has the device notes
/// batches; any thread may read.
/// </summary>
internal sealed class BatchCost
{
    /// <summary>An estimate from fewer batches rejects no work.</summary>
    public const int EnoughBatches = 8;

    private const int SamplesPerSize = 9;

    /// <summary>How many batches of one size are enough to correct the line.</summary>
    private const int SamplesToCorrect = 5;

    /// <summary>A size that does not occur in this many batches is forgotten, because the device may have changed since.</summary>
    private const int Memory = 256;

    private readonly Size?[] _sizes = new Size?[32];
    private long _batches;
    private Line _line = new(0, 0);

    /// <summary>Whether enough batches have been measured to reject work because of them.</summary>
    public bool IsTrusted => Volatile.Read(ref _batches) >= EnoughBatches;

    /// <summary>The line; zero while nothing has been measured.</summary>
    public Line Current => Volatile.Read(ref _line);

    /// <summary>Milliseconds that a batch of so much work takes; 0 while nothing has been measured.</summary>
    public double Of(int work) => Current.Of(work);

    /// <summary>Notes a batch.</summary>
    public void Note(int work, TimeSpan took)
    {
        var count = _batches + 1;
        var newest = _sizes[BitOperations.Log2((uint)Math.Max(1, work))] ??= new Size();
        newest.Add(work, took.TotalMilliseconds, count);
        for (var i = 0; i < _sizes.Length; i++)
        {
            if (_sizes[i] is { } size && count - size.Last > Memory)
            {
                _sizes[i] = null;
            }
        }

        Volatile.Write(ref _line, Corrected(Fit(), newest));
        Volatile.Write(ref _batches, count);
    }

    /// <summary>Weighted least squares over the sizes; neither part of the line is negative.</summary>
    private Line Fit()
    {
        double weights = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        var sizes = 0;
        foreach (var size in _sizes)
        {
            if (size is null)
            {
                continue;
            }

            var (x, y, weight) = size.Median;
            sizes++;
            weights += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXX += weight * x * x;
            sumXY += weight * x * y;
        }

        var spread = weights * sumXX - sumX * sumX;
        if (sizes < 2 || spread <= 0)
        {
            return new Line(0, sumY / sumX);
        }

        var perUnit = (weights * sumXY - sumX * sumY) / spread;
        var perBatch = (sumY - perUnit * sumX) / weights;
        return perUnit < 0 ? new Line(sumY / weights, 0) : perBatch < 0 ? new Line(0, sumXY / sumXX) : new Line(perBatch, perUnit);
    }

    /// <summary>
    /// If the newest size is far above the line, the device has become slower since the other sizes were measured. Then all sizes cost that much
    /// more.
    /// </summary>
    private static Line Corrected(Line line, Size newest)
    {
        var (work, milliseconds, samples) = newest.Median;
        var ratio = milliseconds / line.Of((int)work);
        return samples >= SamplesToCorrect && ratio > 2 && double.IsFinite(ratio) ? new Line(line.PerBatch * ratio, line.PerUnit * ratio) : line;
    }

    /// <summary>A fitted line.</summary>
    /// <param name="PerBatch">Milliseconds that every batch takes.</param>
    /// <param name="PerUnit">Milliseconds for each unit of work.</param>
    internal sealed record Line(double PerBatch, double PerUnit)
    {
        public double Of(int work) => PerBatch + (PerUnit * work);
    }

    /// <summary>The last batches of about one size (within a factor of two).</summary>
    private sealed class Size
    {
        private readonly double[] _milliseconds = new double[SamplesPerSize];
        private readonly double[] _works = new double[SamplesPerSize];
        private int _count;

        /// <summary>The number of the last batch of this size.</summary>
        public long Last { get; private set; }

        /// <summary>The mean work, the lower median of the time, and how many batches they are from.</summary>
        public (double Work, double Milliseconds, int Samples) Median { get; private set; }

        public void Add(int work, double milliseconds, long batch)
        {
            _works[_count % SamplesPerSize] = Math.Max(1, work);
            _milliseconds[_count % SamplesPerSize] = milliseconds;
            _count++;
            Last = batch;

            var samples = Math.Min(_count, SamplesPerSize);
            Span<double> sorted = stackalloc double[samples];
            _milliseconds.AsSpan(0, samples).CopyTo(sorted);
            sorted.Sort();
            Median = (TensorPrimitives.Sum<double>(_works.AsSpan(0, samples)) / samples, sorted[(samples - 1) / 2], samples);
        }
    }
}

/// <summary>What batches cost the two towers of a device.</summary>
internal sealed class DeviceCosts
{
    /// <summary>The text tower; its work is longest text x number of texts, in tokens.</summary>
    public BatchCost Texts { get; } = new();

    /// <summary>The image tower; its work is the number of images.</summary>
    public BatchCost Images { get; } = new();

    public BatchCost Of(WorkKind kind) => kind == WorkKind.Text ? Texts : Images;
}
