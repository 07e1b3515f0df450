using System.Numerics;
using System.Runtime.InteropServices;

namespace Txt2Image.Cli.Evaluating.ImageToText;

/// <summary>The cosine of unit vectors: their product.</summary>
internal static class Cosine
{
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++)
        {
            sums += wideA[i] * wideB[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
