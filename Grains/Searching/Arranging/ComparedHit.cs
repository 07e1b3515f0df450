using System.Numerics;
using System.Runtime.InteropServices;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>A hit with its image's embedding.</summary>
/// <param name="Hit">The hit.</param>
/// <param name="Vector">A unit vector; empty if the image is gone.</param>
internal sealed record ComparedHit(SearchHit Hit, ReadOnlyMemory<float> Vector)
{
    /// <summary>The cosine of two images; -1 if one of them is gone.</summary>
    public float CosineWith(ComparedHit other) => Vector.Length != other.Vector.Length || Vector.IsEmpty ? -1 : Dot(Vector.Span, other.Vector.Span);

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++)
        {
            sums += wideA[i] * wideB[i];
        }

        var sum = System.Numerics.Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
