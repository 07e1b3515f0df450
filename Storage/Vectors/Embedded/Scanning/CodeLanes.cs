using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shorts128 = (System.Runtime.Intrinsics.Vector128<short> Even, System.Runtime.Intrinsics.Vector128<short> Odd);

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// How one instruction set multiplies codes: the four codes (each + 128, as a byte) that a row has in one quad with the four numbers of a question.
/// A vector of sums has one 32-bit sum for each row. No sum of a block is rounded or overflows, so all instruction sets agree to the last bit.
/// </summary>
/// <typeparam name="TSum">A sum for each of some rows.</typeparam>
/// <typeparam name="TCodes">Four codes of each of these rows.</typeparam>
/// <typeparam name="TQuestion">The same four numbers of a question for each row.</typeparam>
internal interface ICodeLanes<TSum, TCodes, TQuestion>
{
    /// <summary>The rows of a vector.</summary>
    static abstract int Rows { get; }

    /// <summary>What is added to each code when it is multiplied: 128, or 0 where the instruction can read signed bytes.</summary>
    static abstract int Offset { get; }

    static abstract TSum Start(int sum);

    static abstract TCodes Load(ref byte codes);

    static abstract TQuestion Spread(int quad);

    static abstract TSum Add(TSum sum, TCodes codes, TQuestion question);

    static abstract TSum Merge(TSum first, TSum second);

    static abstract void Store(TSum sum, ref int target);
}

/// <summary>AVX-VNNI: one instruction for 8 rows.</summary>
internal readonly struct VnniLanes : ICodeLanes<Vector256<int>, Vector256<byte>, Vector256<sbyte>>
{
    public static int Rows => 8;

    public static int Offset => 128;

    public static Vector256<int> Start(int sum) => Vector256.Create(sum);

    public static Vector256<byte> Load(ref byte codes) => Vector256.LoadUnsafe(ref codes);

    public static Vector256<sbyte> Spread(int quad) => Vector256.Create(quad).AsSByte();

    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> question) =>
        AvxVnni.MultiplyWideningAndAdd(sum, codes, question);

    public static Vector256<int> Merge(Vector256<int> first, Vector256<int> second) => first + second;

    public static void Store(Vector256<int> sum, ref int target) => sum.StoreUnsafe(ref target);
}

/// <summary>
/// AVX2: sums of two products in 16 bits, then of four in 32. A question's numbers are at least -64 and at most 63 (<see cref="QueryCodes"/>), so the
/// largest sum of two, 2·255·64 = 32,640, does not saturate.
/// </summary>
internal readonly struct Avx2Lanes : ICodeLanes<Vector256<int>, Vector256<byte>, Vector256<sbyte>>
{
    public static int Rows => 8;

    public static int Offset => 128;

    public static Vector256<int> Start(int sum) => Vector256.Create(sum);

    public static Vector256<byte> Load(ref byte codes) => Vector256.LoadUnsafe(ref codes);

    public static Vector256<sbyte> Spread(int quad) => Vector256.Create(quad).AsSByte();

    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> question) =>
        sum + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(codes, question), Vector256<short>.One);

    public static Vector256<int> Merge(Vector256<int> first, Vector256<int> second) => first + second;

    public static void Store(Vector256<int> sum, ref int target) => sum.StoreUnsafe(ref target);
}

/// <summary>Arm's dot product: one instruction for 4 rows, of signed bytes.</summary>
internal readonly struct ArmLanes : ICodeLanes<Vector128<int>, Vector128<sbyte>, Vector128<sbyte>>
{
    public static int Rows => 4;

    public static int Offset => 0;

    public static Vector128<int> Start(int sum) => Vector128.Create(sum);

    public static Vector128<sbyte> Load(ref byte codes) => (Vector128.LoadUnsafe(ref codes) ^ Vector128.Create((byte)128)).AsSByte();

    public static Vector128<sbyte> Spread(int quad) => Vector128.Create(quad).AsSByte();

    public static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> codes, Vector128<sbyte> question) => Dp.DotProduct(sum, codes, question);

    public static Vector128<int> Merge(Vector128<int> first, Vector128<int> second) => first + second;

    public static void Store(Vector128<int> sum, ref int target) => sum.StoreUnsafe(ref target);
}

/// <summary>Any machine. A product fits 16 bits.</summary>
internal readonly struct PlainLanes : ICodeLanes<Vector128<int>, Shorts128, Shorts128>
{
    public static int Rows => 4;

    public static int Offset => 128;

    public static Vector128<int> Start(int sum) => Vector128.Create(sum);

    public static Shorts128 Load(ref byte codes)
    {
        var both = Vector128.LoadUnsafe(ref codes).AsInt16();
        return (both & Vector128.Create((short)0xff), both >>> 8);
    }

    public static Shorts128 Spread(int quad)
    {
        var both = Vector128.Create(quad).AsInt16();
        return ((both << 8) >> 8, both >> 8);
    }

    public static Vector128<int> Add(Vector128<int> sum, Shorts128 codes, Shorts128 question) =>
        sum + Pairs(codes.Even * question.Even) + Pairs(codes.Odd * question.Odd);

    public static Vector128<int> Merge(Vector128<int> first, Vector128<int> second) => first + second;

    public static void Store(Vector128<int> sum, ref int target) => sum.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pairs(Vector128<short> products) => ((products.AsInt32() << 16) >> 16) + (products.AsInt32() >> 16);
}
