using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Where the bits of a code are. A code c in [-127, 127] is the byte c + 128 = 8h + l. A scan reads the high plane h (5 bits) of all rows, and the
/// low plane l (3 bits) of the few rows whose score the high plane cannot rule out.
/// </summary>
/// <remarks>
/// <code>
/// High plane: groups of 16 rows. A quad is four dimensions of a row, and a line has one quad of all 16 rows. Five lines hold eight quads:
///
///              row 0   row 1         row 15
///     line 0   xxxx    xxxx    ...   xxxx       each byte: h of quad 0 in bits 0-4, the low three bits of h of quad 1 in bits 5-7
///     line 1   xxxx    xxxx    ...   xxxx       quads 2 and 3
///     line 2   xxxx    xxxx    ...   xxxx       quads 4 and 5
///     line 3   xxxx    xxxx    ...   xxxx       quads 6 and 7
///     line 4   xxxx    xxxx    ...   xxxx       each byte: the high two bits of h of quads 1, 3, 5 and 7
///
/// Low plane: row by row. Twelve bytes hold eight quads:
///
///     xxxx     bits 0 and 1 of l: quad 0 in the lowest two bits of each byte, then quads 1, 2, 3
///     xxxx     quads 4 to 7
///     xxxx     bit 2 of l: bit t of each byte is that of quad t
/// </code>
/// </remarks>
internal static class CodePlanes
{
    /// <summary>The rows of a group.</summary>
    public const int GroupRows = 16;

    /// <summary>The dimensions of a quad.</summary>
    public const int Quad = 4;

    /// <summary>The quads that are packed together.</summary>
    public const int Quads = 8;

    /// <summary>What one of h is worth: 8 of the code.</summary>
    public const int HighUnit = 8;

    /// <summary>The bytes of a line: one quad of a group's rows.</summary>
    public const int Line = GroupRows * Quad;

    /// <summary>The lines that hold eight quads.</summary>
    public const int HighLines = 5;

    private const int Dimensions = Quads * Quad;
    private const int LowBytes = 12;

    /// <summary>The bytes of the high plane of some rows, whole groups.</summary>
    public static int HighBytes(int rows, int stride) => rows * stride / Dimensions * (HighLines * Quad);

    /// <summary>The bytes of a row's low plane.</summary>
    public static int LowBytesOf(int stride) => stride / Dimensions * LowBytes;

    /// <summary>Writes a row's codes, each + 128, to its places in both planes.</summary>
    /// <param name="codes">One byte for each dimension.</param>
    /// <param name="group">The high plane of the row's group.</param>
    /// <param name="row">The row's place in its group.</param>
    /// <param name="low">The row's low plane.</param>
    public static void Pack(ReadOnlySpan<byte> codes, Span<byte> group, int row, Span<byte> low)
    {
        // The four codes of a quad at once, as the bytes of a number.
        var quads = MemoryMarshal.Cast<byte, uint>(codes);
        for (var part = 0; part < quads.Length / Quads; part++)
        {
            var lines = MemoryMarshal.Cast<byte, uint>(group.Slice(part * HighLines * Line, HighLines * Line));
            uint rest = 0, tops = 0;
            ulong pairs = 0;
            for (var i = 0; i < Quads; i += 2)
            {
                var (even, odd) = (quads[(part * Quads) + i], quads[(part * Quads) + i + 1]);
                lines[(i / 2 * GroupRows) + row] = ((even >> 3) & 0x1f1f1f1f) | ((odd << 2) & 0xe0e0e0e0);
                rest |= ((odd >> 6) & 0x03030303) << i;
                tops |= (((even >> 2) & 0x01010101) << i) | (((odd >> 2) & 0x01010101) << (i + 1));
                pairs |= (ulong)(((even & 0x03030303) << (i % 4 * 2)) | ((odd & 0x03030303) << ((i % 4 * 2) + 2))) << (i / 4 * 32);
            }

            lines[((HighLines - 1) * GroupRows) + row] = rest;
            MemoryMarshal.Write(low[(part * LowBytes)..], pairs);
            MemoryMarshal.Write(low[((part * LowBytes) + sizeof(ulong))..], tops);
        }
    }

    /// <summary>Σ U_j·l_j of a row.</summary>
    /// <param name="low">The row's low plane.</param>
    /// <param name="question">The numbers U_j, in [-64, 63].</param>
    public static int DotLow(ReadOnlySpan<byte> low, ReadOnlySpan<sbyte> question)
    {
        ref var bytes = ref MemoryMarshal.GetReference(low);
        ref var numbers = ref MemoryMarshal.GetReference(question);
        if (Avx2.IsSupported)
        {
            Vector256<int> sum = default;
            for (var left = low.Length; left > 0; left -= LowBytes)
            {
                // Sums of two products are at most 2·7·64, so those of all fit 32 bits.
                var products = Avx2.MultiplyAddAdjacent(Low256(ref bytes), Vector256.LoadUnsafe(ref numbers));
                sum += Avx2.MultiplyAddAdjacent(products, Vector256<short>.One);
                bytes = ref Unsafe.Add(ref bytes, LowBytes);
                numbers = ref Unsafe.Add(ref numbers, Dimensions);
            }

            return Vector256.Sum(sum);
        }

        Vector128<int> total = default;
        for (var left = low.Length; left > 0; left -= LowBytes)
        {
            total += Products(Low128(ref bytes, ref bytes, 128), ref numbers);
            total += Products(Low128(ref Unsafe.Add(ref bytes, Quad), ref bytes, 8), ref Unsafe.Add(ref numbers, Dimensions / 2));
            bytes = ref Unsafe.Add(ref bytes, LowBytes);
            numbers = ref Unsafe.Add(ref numbers, Dimensions);
        }

        return Vector128.Sum(total);
    }

    /// <summary>Has some bytes fetched into the cache, where a processor can be asked to. They must not move in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref byte bytes, int length)
    {
        if (Sse.IsSupported)
        {
            for (var at = 0; at < length; at += Line)
            {
                Sse.Prefetch1((byte*)Unsafe.AsPointer(ref bytes) + at);
            }
        }
    }

    // Eight quads, a byte for each l.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Low256(ref byte low)
    {
        var pairs = Vector256.Create(
            Vector128.Create(Unsafe.ReadUnaligned<uint>(ref low)), Vector128.Create(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref low, Quad))));
        var tops = Vector256.Create(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref low, 2 * Quad)));
        pairs = Avx2.ShiftRightLogicalVariable(pairs, Vector256.Create(0u, 2, 4, 6, 0, 2, 4, 6)) & Vector256.Create(0x0303_0303u);
        tops = (Avx2.ShiftRightLogicalVariable(tops, Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7)) & Vector256.Create(0x0101_0101u)) << 2;
        return (pairs | tops).AsByte();
    }

    // Four quads. Not every machine can shift each quad by another distance, but all can multiply each with another power of two.
    private static Vector128<byte> Low128(ref byte pairs, ref byte low, uint top)
    {
        var twos = Vector128.Create(Unsafe.ReadUnaligned<uint>(ref pairs)) * Vector128.Create(64u, 16, 4, 1);
        var ones = Vector128.Create(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref low, 2 * Quad))) * Vector128.Create(top, top / 2, top / 4, top / 8);
        return (((twos >>> 6) & Vector128.Create(0x0303_0303u)) | ((ones >>> 5) & Vector128.Create(0x0404_0404u))).AsByte();
    }

    private static Vector128<int> Products(Vector128<byte> low, ref sbyte numbers)
    {
        var (l0, l1) = Vector128.Widen(low);
        var (n0, n1) = Vector128.Widen(Vector128.LoadUnsafe(ref numbers));
        var products = (l0.AsInt16() * n0) + (l1.AsInt16() * n1);
        return ((products.AsInt32() << 16) >> 16) + (products.AsInt32() >> 16);
    }
}
