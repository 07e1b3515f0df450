using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shorts128 = (System.Runtime.Intrinsics.Vector128<short> Even, System.Runtime.Intrinsics.Vector128<short> Odd);

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// How one instruction set multiplies the four h that a row has in one quad (<see cref="CodePlanes"/>) with the four numbers of a question, for some
/// rows at once. h is at most 31 and a question's numbers are from -64 to 63 (<see cref="QueryCodes"/>), so the sums of eight quads fit 16 bits:
/// 8·2·31·64 = 31,744. No sum is rounded or overflows, so all instruction sets agree to the last bit.
/// </summary>
/// <typeparam name="TSum">Sums of some rows.</typeparam>
/// <typeparam name="TCodes">Four h of each of these rows.</typeparam>
/// <typeparam name="TQuestion">The same four numbers of a question for each row.</typeparam>
internal interface ICodeLanes<TSum, TCodes, TQuestion>
{
    /// <summary>The rows of a vector.</summary>
    static abstract int Rows { get; }

    static abstract TCodes Load(ref byte codes);

    static abstract void Store(TCodes codes, ref byte target);

    /// <summary>h of the first quad of a packed line.</summary>
    static abstract TCodes Even(TCodes line);

    /// <summary>h of the second.</summary>
    /// <param name="line">The line.</param>
    /// <param name="rest">The line with the high bits.</param>
    /// <param name="left">How far these are to be shifted to the left; to the right if it is negative.</param>
    static abstract TCodes Odd(TCodes line, TCodes rest, int left);

    static abstract TQuestion Spread(int quad);

    /// <summary>Adds the products of a quad to the sums of at most seven before it.</summary>
    static abstract TSum Add(TSum sum, TCodes codes, TQuestion question);

    /// <summary>Adds sums to the 32-bit totals of their rows.</summary>
    static abstract void AddTo(ref int totals, TSum sum);
}

/// <summary>AVX-VNNI: one instruction for 8 rows.</summary>
internal readonly struct VnniLanes : ICodeLanes<Vector256<int>, Vector256<byte>, Vector256<sbyte>>
{
    public static int Rows => 8;

    public static Vector256<byte> Load(ref byte codes) => Vector256.LoadUnsafe(ref codes);

    public static void Store(Vector256<byte> codes, ref byte target) => codes.StoreUnsafe(ref target);

    public static Vector256<byte> Even(Vector256<byte> line) => PackedLine.Even(line);

    public static Vector256<byte> Odd(Vector256<byte> line, Vector256<byte> rest, int left) => PackedLine.Odd(line, rest, left);

    public static Vector256<sbyte> Spread(int quad) => Vector256.Create(quad).AsSByte();

    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> question) =>
        AvxVnni.MultiplyWideningAndAdd(sum, codes, question);

    public static void AddTo(ref int totals, Vector256<int> sum) => (Vector256.LoadUnsafe(ref totals) + sum).StoreUnsafe(ref totals);
}

/// <summary>AVX2: sums in 16 bits, two for each of 8 rows.</summary>
internal readonly struct Avx2Lanes : ICodeLanes<Vector256<short>, Vector256<byte>, Vector256<sbyte>>
{
    public static int Rows => 8;

    public static Vector256<byte> Load(ref byte codes) => Vector256.LoadUnsafe(ref codes);

    public static void Store(Vector256<byte> codes, ref byte target) => codes.StoreUnsafe(ref target);

    public static Vector256<byte> Even(Vector256<byte> line) => PackedLine.Even(line);

    public static Vector256<byte> Odd(Vector256<byte> line, Vector256<byte> rest, int left) => PackedLine.Odd(line, rest, left);

    public static Vector256<sbyte> Spread(int quad) => Vector256.Create(quad).AsSByte();

    public static Vector256<short> Add(Vector256<short> sum, Vector256<byte> codes, Vector256<sbyte> question) =>
        sum + Avx2.MultiplyAddAdjacent(codes, question);

    public static void AddTo(ref int totals, Vector256<short> sum) =>
        (Vector256.LoadUnsafe(ref totals) + Avx2.MultiplyAddAdjacent(sum, Vector256<short>.One)).StoreUnsafe(ref totals);
}

/// <summary>Arm's dot product: one instruction for 4 rows.</summary>
internal readonly struct ArmLanes : ICodeLanes<Vector128<int>, Vector128<byte>, Vector128<sbyte>>
{
    public static int Rows => 4;

    public static Vector128<byte> Load(ref byte codes) => Vector128.LoadUnsafe(ref codes);

    public static void Store(Vector128<byte> codes, ref byte target) => codes.StoreUnsafe(ref target);

    public static Vector128<byte> Even(Vector128<byte> line) => PackedLine.Even(line);

    public static Vector128<byte> Odd(Vector128<byte> line, Vector128<byte> rest, int left) => PackedLine.Odd(line, rest, left);

    public static Vector128<sbyte> Spread(int quad) => Vector128.Create(quad).AsSByte();

    public static Vector128<int> Add(Vector128<int> sum, Vector128<byte> codes, Vector128<sbyte> question) =>
        Dp.DotProduct(sum, codes.AsSByte(), question);

    public static void AddTo(ref int totals, Vector128<int> sum) => (Vector128.LoadUnsafe(ref totals) + sum).StoreUnsafe(ref totals);
}

/// <summary>Any machine: sums in 16 bits, two for each of 4 rows.</summary>
internal readonly struct PlainLanes : ICodeLanes<Vector128<short>, Vector128<byte>, Shorts128>
{
    public static int Rows => 4;

    public static Vector128<byte> Load(ref byte codes) => Vector128.LoadUnsafe(ref codes);

    public static void Store(Vector128<byte> codes, ref byte target) => codes.StoreUnsafe(ref target);

    public static Vector128<byte> Even(Vector128<byte> line) => PackedLine.Even(line);

    public static Vector128<byte> Odd(Vector128<byte> line, Vector128<byte> rest, int left) => PackedLine.Odd(line, rest, left);

    public static Shorts128 Spread(int quad)
    {
        var both = Vector128.Create(quad).AsInt16();
        return ((both << 8) >> 8, both >> 8);
    }

    public static Vector128<short> Add(Vector128<short> sum, Vector128<byte> codes, Shorts128 question) =>
        sum + ((codes.AsInt16() & Vector128.Create((short)0xff)) * question.Even) + ((codes.AsInt16() >>> 8) * question.Odd);

    public static void AddTo(ref int totals, Vector128<short> sum) =>
        (Vector128.LoadUnsafe(ref totals) + ((sum.AsInt32() << 16) >> 16) + (sum.AsInt32() >> 16)).StoreUnsafe(ref totals);
}

/// <summary>The two quads of a packed line. Bits that a shift brings from the neighbouring byte are masked.</summary>
internal static class PackedLine
{
    public static Vector256<byte> Even(Vector256<byte> line) => line & Vector256.Create((byte)31);

    public static Vector128<byte> Even(Vector128<byte> line) => line & Vector128.Create((byte)31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Odd(Vector256<byte> line, Vector256<byte> rest, int left)
    {
        var high = left > 0 ? rest.AsUInt16() << left : rest.AsUInt16() >>> -left;
        return ((line.AsUInt16() >>> 5).AsByte() & Vector256.Create((byte)7)) | (high.AsByte() & Vector256.Create((byte)24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Odd(Vector128<byte> line, Vector128<byte> rest, int left)
    {
        var high = left > 0 ? rest.AsUInt16() << left : rest.AsUInt16() >>> -left;
        return ((line.AsUInt16() >>> 5).AsByte() & Vector128.Create((byte)7)) | (high.AsByte() & Vector128.Create((byte)24));
    }
}
