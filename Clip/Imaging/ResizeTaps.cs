using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The weights of one axis of an antialiased resize, bilinear or bicubic (Keys' kernel, a = -0.5), in 22-bit fixed point, rounded half away from
/// zero. This is how Pillow defines its resize, so the results are identical to the bit.
/// </summary>
internal sealed class ResizeTaps
{
    /// <summary>Fraction bits of a weight: 32 minus 8 for the sample and 2 for the kernel's overshoot.</summary>
    public const int FractionBits = 22;

    /// <summary>Half of the value 1, with which a sum begins in order to be rounded.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly Func<double, double> _kernel;

    /// <param name="from">Samples of the source axis.</param>
    /// <param name="to">Samples of the whole resized axis.</param>
    /// <param name="first">The first resized sample that is needed.</param>
    /// <param name="count">How many resized samples are needed.</param>
    /// <param name="resampling">The kernel.</param>
    public ResizeTaps(int from, long to, long first, int count, Resampling resampling)
    {
        _kernel = resampling == Resampling.Bilinear ? Bilinear : Bicubic;
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1);
        var reach = (resampling == Resampling.Bilinear ? 1 : 2) * stretch;
        Starts = new int[count];
        Weights = new int[count][];
        var raw = new double[((int)Math.Ceiling(reach) * 2) + 1];
        for (var i = 0; i < count; i++)
        {
            var centre = (first + i + 0.5) * scale;
            var start = Math.Max((int)(centre - reach + 0.5), 0);
            var end = Math.Min((int)(centre + reach + 0.5), from);
            Starts[i] = start;
            Weights[i] = Weigh(raw.AsSpan(0, end - start), start - centre + 0.5, 1 / stretch);
        }
    }

    /// <summary>For each resized sample, the first source sample that contributes to it; never decreasing.</summary>
    public int[] Starts { get; }

    /// <summary>For each resized sample, the weights of the source samples, beginning at its start.</summary>
    public int[][] Weights { get; }

    /// <summary>One past the last source sample that any resized sample needs.</summary>
    public int End => Starts[^1] + Weights[^1].Length;

    /// <summary>Resizes a row of pixels of 4 bytes to 8-bit samples.</summary>
    public void Apply(ReadOnlySpan<byte> row, Span<int> resized)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(row);
        var results = MemoryMarshal.Cast<int, Vector128<int>>(resized);
        var max = Vector128.Create(255);
        for (var x = 0; x < results.Length; x++)
        {
            var weights = Weights[x];
            var taps = pixels.Slice(Starts[x], weights.Length);
            var sum = Vector128.Create(Half);
            for (var i = 0; i < taps.Length; i++)
            {
                var bytes = Vector128.CreateScalarUnsafe(taps[i]).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * weights[i];
            }

            results[x] = Vector128.Min(Vector128.Max(sum >> FractionBits, Vector128<int>.Zero), max);
        }
    }

    private int[] Weigh(Span<double> raw, double offset, double shrink)
    {
        var sum = 0.0;
        for (var i = 0; i < raw.Length; i++)
        {
            raw[i] = _kernel((i + offset) * shrink);
            sum += raw[i];
        }

        var weights = new int[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            var fixedPoint = (sum == 0 ? raw[i] : raw[i] / sum) * (1 << FractionBits);
            weights[i] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
        }

        return weights;
    }

    private static double Bilinear(double x) => Math.Max(1 - Math.Abs(x), 0);

    private static double Bicubic(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }
}
