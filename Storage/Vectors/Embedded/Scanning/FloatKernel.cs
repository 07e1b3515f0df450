using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The only way a score is computed: float32, in an order of additions that is fixed per machine. So equal vectors tie exactly wherever they are
/// stored, and the plain and the coded scan agree to the last bit.
/// </summary>
/// <remarks>
/// Lengths are multiples of <see cref="RowBlock.StrideUnit"/>. Horizontal sums are written out, because the library's may differ between compiler
/// tiers.
/// </remarks>
internal static class FloatKernel
{
    /// <summary>The instruction set in use, for tests and reports.</summary>
    public static string Path => Vector512.IsHardwareAccelerated ? "vector512" : UsesVector256 ? "vector256" : "vector128";

    private static bool UsesVector256 => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>The score of a row: the dot product, clamped to [-1, 1] because rounding may exceed it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Score(ReadOnlySpan<float> query, ReadOnlySpan<float> row)
    {
        ref var a = ref MemoryMarshal.GetReference(query);
        ref var b = ref MemoryMarshal.GetReference(row);
        var length = (nuint)Math.Min(query.Length, row.Length);
        var dot = Vector512.IsHardwareAccelerated ? Dot512(ref a, ref b, length)
            : UsesVector256 ? Dot256(ref a, ref b, length)
            : Dot128(ref a, ref b, length);
        return Math.Clamp(dot, -1f, 1f);
    }

    /// <summary>
    /// The maximum error of a computed dot product of this many terms, per unit of |q||x|: n·u/(1 - n·u) with u = 2^-24, for any order of additions
    /// (Higham, Accuracy and Stability of Numerical Algorithms, 3.1); n includes a margin of 8.
    /// </summary>
    public static double ErrorOf(int length)
    {
        var nu = (length + 8) * Math.ScaleB(1, -24);
        return nu / (1 - nu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot512(ref float a, ref float b, nuint length)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < length; i += 64)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i), Vector512.LoadUnsafe(ref b, i), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 16), Vector512.LoadUnsafe(ref b, i + 16), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 32), Vector512.LoadUnsafe(ref b, i + 32), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 48), Vector512.LoadUnsafe(ref b, i + 48), s3);
        }

        var sum = s0 + s1 + (s2 + s3);
        return Sum(sum.GetLower() + sum.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot256(ref float a, ref float b, nuint length)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < length; i += 32)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + 8), Vector256.LoadUnsafe(ref b, i + 8), s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + 16), Vector256.LoadUnsafe(ref b, i + 16), s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + 24), Vector256.LoadUnsafe(ref b, i + 24), s3);
        }

        return Sum(s0 + s1 + (s2 + s3));
    }

    // Multiply and add round separately: the only form that every machine supports.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot128(ref float a, ref float b, nuint length)
    {
        Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < length; i += 16)
        {
            s0 += Vector128.LoadUnsafe(ref a, i) * Vector128.LoadUnsafe(ref b, i);
            s1 += Vector128.LoadUnsafe(ref a, i + 4) * Vector128.LoadUnsafe(ref b, i + 4);
            s2 += Vector128.LoadUnsafe(ref a, i + 8) * Vector128.LoadUnsafe(ref b, i + 8);
            s3 += Vector128.LoadUnsafe(ref a, i + 12) * Vector128.LoadUnsafe(ref b, i + 12);
        }

        return Sum(s0 + s1 + (s2 + s3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> sum) => Sum(sum.GetLower() + sum.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> sum) =>
        sum.GetElement(0) + sum.GetElement(2) + (sum.GetElement(1) + sum.GetElement(3));
}
