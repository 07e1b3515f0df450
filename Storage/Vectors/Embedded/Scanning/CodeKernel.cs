using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Scores a block's codes. A code c in [-127, 127] is stored as the byte c + 128, because the instruction multiplies unsigned by signed bytes. All
/// sums are integers: no code path rounds, so all give the same result. The largest sum, 255·127·4096 dimensions, fits 32 bits.
/// </summary>
internal static class CodeKernel
{
    /// <summary>The instruction set in use, for tests and reports.</summary>
    public static string Path => AvxVnni.IsSupported ? "avxvnni" : Avx2.IsSupported ? "avx2" : "vector128";

    /// <summary>Writes the score of each row, t·Σ U_j·c_j, for as many rows as <paramref name="scores"/> has elements.</summary>
    public static void Score(ReadOnlySpan<byte> codes, int stride, QueryCodes query, Span<double> scores)
    {
        ref var high = ref MemoryMarshal.GetReference(query.High);
        ref var low = ref MemoryMarshal.GetReference(query.Low);
        var offset = 128 * query.Sum;
        for (var row = 0; row < scores.Length; row++)
        {
            ref var code = ref MemoryMarshal.GetReference(codes.Slice(row * stride, stride));
            var dot = AvxVnni.IsSupported ? DotVnni(ref code, ref high, ref low, (nuint)stride)
                : Avx2.IsSupported ? DotAvx2(ref code, ref high, ref low, (nuint)stride)
                : Dot128(ref code, ref high, ref low, (nuint)stride);
            scores[row] = query.Unit * (dot - offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long DotVnni(ref byte code, ref sbyte high, ref sbyte low, nuint length)
    {
        Vector256<int> h0 = default, h1 = default, l0 = default, l1 = default;
        for (nuint i = 0; i < length; i += 64)
        {
            var c0 = Vector256.LoadUnsafe(ref code, i);
            var c1 = Vector256.LoadUnsafe(ref code, i + 32);
            h0 = AvxVnni.MultiplyWideningAndAdd(h0, c0, Vector256.LoadUnsafe(ref high, i));
            h1 = AvxVnni.MultiplyWideningAndAdd(h1, c1, Vector256.LoadUnsafe(ref high, i + 32));
            l0 = AvxVnni.MultiplyWideningAndAdd(l0, c0, Vector256.LoadUnsafe(ref low, i));
            l1 = AvxVnni.MultiplyWideningAndAdd(l1, c1, Vector256.LoadUnsafe(ref low, i + 32));
        }

        return (128L * Vector256.Sum(h0 + h1)) + Vector256.Sum(l0 + l1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long DotAvx2(ref byte code, ref sbyte high, ref sbyte low, nuint length)
    {
        Vector256<int> h = default, l = default;
        for (nuint i = 0; i < length; i += 16)
        {
            var c = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref code, i));
            h += Avx2.MultiplyAddAdjacent(c, Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref high, i)));
            l += Avx2.MultiplyAddAdjacent(c, Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref low, i)));
        }

        return (128L * Vector256.Sum(h)) + Vector256.Sum(l);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Dot128(ref byte code, ref sbyte high, ref sbyte low, nuint length)
    {
        Vector128<int> h = default, l = default;
        for (nuint i = 0; i < length; i += 16)
        {
            var c = Vector128.LoadUnsafe(ref code, i);
            h += Products(c, Vector128.LoadUnsafe(ref high, i));
            l += Products(c, Vector128.LoadUnsafe(ref low, i));
        }

        return (128L * Vector128.Sum(h)) + Vector128.Sum(l);
    }

    // One product, at most 255·127, fits 16 bits; the sum of two does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Products(Vector128<byte> code, Vector128<sbyte> plane)
    {
        var lower = Vector128.WidenLower(code).AsInt16() * Vector128.WidenLower(plane);
        var upper = Vector128.WidenUpper(code).AsInt16() * Vector128.WidenUpper(plane);
        return Vector128.WidenLower(lower) + Vector128.WidenUpper(lower) + Vector128.WidenLower(upper) + Vector128.WidenUpper(upper);
    }
}
