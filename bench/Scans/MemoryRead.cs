using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Bench.Scans;

/// <summary>The minimum work of a scan: reads all bytes, and sums them so that the compiler cannot remove the reads.</summary>
internal static class MemoryRead
{
    private static ulong _sink;

    /// <summary>Reads memory (a multiple of 256 bytes) with the widest loads available.</summary>
    public static void Run(ReadOnlySpan<byte> memory) =>
        Volatile.Write(
            ref _sink, Vector512.IsHardwareAccelerated ? Sum512(memory) : Vector256.IsHardwareAccelerated ? Sum256(memory) : Sum128(memory));

    private static ulong Sum512(ReadOnlySpan<byte> memory)
    {
        ref var at = ref MemoryMarshal.GetReference(memory);
        Vector512<ulong> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)memory.Length; i += 256)
        {
            s0 += Vector512.LoadUnsafe(ref at, i).AsUInt64();
            s1 += Vector512.LoadUnsafe(ref at, i + 64).AsUInt64();
            s2 += Vector512.LoadUnsafe(ref at, i + 128).AsUInt64();
            s3 += Vector512.LoadUnsafe(ref at, i + 192).AsUInt64();
        }

        return Vector512.Sum(s0 + s1 + (s2 + s3));
    }

    private static ulong Sum256(ReadOnlySpan<byte> memory)
    {
        ref var at = ref MemoryMarshal.GetReference(memory);
        Vector256<ulong> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)memory.Length; i += 128)
        {
            s0 += Vector256.LoadUnsafe(ref at, i).AsUInt64();
            s1 += Vector256.LoadUnsafe(ref at, i + 32).AsUInt64();
            s2 += Vector256.LoadUnsafe(ref at, i + 64).AsUInt64();
            s3 += Vector256.LoadUnsafe(ref at, i + 96).AsUInt64();
        }

        return Vector256.Sum(s0 + s1 + (s2 + s3));
    }

    private static ulong Sum128(ReadOnlySpan<byte> memory)
    {
        ref var at = ref MemoryMarshal.GetReference(memory);
        Vector128<ulong> s0 = default, s1 = default;
        for (nuint i = 0; i < (nuint)memory.Length; i += 32)
        {
            s0 += Vector128.LoadUnsafe(ref at, i).AsUInt64();
            s1 += Vector128.LoadUnsafe(ref at, i + 16).AsUInt64();
        }

        return Vector128.Sum(s0 + s1);
    }
}
