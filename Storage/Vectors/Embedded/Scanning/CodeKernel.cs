using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shorts128 = (System.Runtime.Intrinsics.Vector128<short> Even, System.Runtime.Intrinsics.Vector128<short> Odd);

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The kernel of a scan: Σ U_j·h_ij of some rows, in whole numbers, for a question or for four at once. Memory is read once for all questions, and
/// what is loaded into a register is used several times.
/// </summary>
/// <remarks>
/// <code>
/// Codes of a group of 16 rows, unpacked (CodePlanes). A quad is four dimensions, and one cache line has it for all rows:
///
///              row 0   row 1   row 2         row 15
///     quad 0   hhhh    hhhh    hhhh    ...   hhhh      64 bytes
///     quad 1   hhhh    hhhh    hhhh    ...   hhhh      64 bytes
///     ...
///
/// For each quad (here with vectors of 8 rows), every code is multiplied with four questions, and every number of a question with 16 rows:
///
///                             codes of rows 0-7   codes of rows 8-15      two loads
///     question A  aaaa x 8          sum A0              sum A1
///     question B  bbbb x 8          sum B0              sum B1            one load for each question,
///     question C  cccc x 8          sum C0              sum C1            eight multiplications
///     question D  dddd x 8          sum D0              sum D1
/// </code>
/// The eight sums stay in registers for eight quads, as long as they fit 16 bits, and are then added to the rows' totals in memory. Each lane of a
/// sum is one row's, so nothing is added across lanes. The largest total, 31·64·4096 dimensions, fits 32 bits, also sixteen times as large.
/// <para>
/// Several questions share the unpacked codes, which stay in the first-level cache. For a lone one each line is unpacked in registers and used there.
/// Either way the packed codes that come next are fetched from memory meanwhile.
/// </para>
/// </remarks>
internal static class CodeKernel
{
    /// <summary>The questions that are scored together.</summary>
    public const int Questions = 4;

    /// <summary>A page: how far ahead of a lone question codes are fetched from memory.</summary>
    private const int BytesAhead = 4096;

    private const int Line = CodePlanes.Line;
    private const int PackedLines = CodePlanes.HighLines * Line;

    /// <summary>The instruction set in use, for tests and reports.</summary>
    public static string Path =>
        AvxVnni.IsSupported ? "avxvnni" : Avx2.IsSupported ? "avx2" : Dp.IsSupported ? "dotprod" : "vector128";

    /// <summary>Unpacks h of some groups, a byte each: line by line, a quad of all rows of a group in each.</summary>
    /// <param name="packed">The groups' high plane.</param>
    /// <param name="lines">The lines: as many bytes as the groups have codes.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> lines)
    {
        if (Avx2.IsSupported)
        {
            Unpack<Avx2Lanes, Vector256<short>, Vector256<byte>, Vector256<sbyte>>(packed, lines);
        }
        else
        {
            Unpack<PlainLanes, Vector128<short>, Vector128<byte>, Shorts128>(packed, lines);
        }
    }

    /// <summary>Writes the totals of some groups with four questions.</summary>
    /// <param name="lines">The groups, unpacked, one after the other.</param>
    /// <param name="plane">The questions' numbers U_j, quad by quad: four of each question.</param>
    /// <param name="totals">The totals of each question, one question after the other.</param>
    /// <param name="next">The packed codes that come next, of as many groups, which are fetched meanwhile; empty for none.</param>
    public static void Four(ReadOnlySpan<byte> lines, ReadOnlySpan<sbyte> plane, Span<int> totals, ReadOnlySpan<byte> next)
    {
        if (AvxVnni.IsSupported)
        {
            Four<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(lines, plane, totals, next);
        }
        else if (Avx2.IsSupported)
        {
            Four<Avx2Lanes, Vector256<short>, Vector256<byte>, Vector256<sbyte>>(lines, plane, totals, next);
        }
        else if (Dp.IsSupported)
        {
            Four<ArmLanes, Vector128<int>, Vector128<byte>, Vector128<sbyte>>(lines, plane, totals, next);
        }
        else
        {
            Four<PlainLanes, Vector128<short>, Vector128<byte>, Shorts128>(lines, plane, totals, next);
        }
    }

    /// <summary>Writes the totals of some groups with one question.</summary>
    /// <param name="packed">The groups' high plane.</param>
    /// <param name="question">The question's numbers U_j.</param>
    /// <param name="totals">The totals.</param>
    public static void One(ReadOnlySpan<byte> packed, ReadOnlySpan<sbyte> question, Span<int> totals)
    {
        if (AvxVnni.IsSupported)
        {
            One<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(packed, question, totals);
        }
        else if (Avx2.IsSupported)
        {
            One<Avx2Lanes, Vector256<short>, Vector256<byte>, Vector256<sbyte>>(packed, question, totals);
        }
        else if (Dp.IsSupported)
        {
            One<ArmLanes, Vector128<int>, Vector128<byte>, Vector128<sbyte>>(packed, question, totals);
        }
        else
        {
            One<PlainLanes, Vector128<short>, Vector128<byte>, Shorts128>(packed, question, totals);
        }
    }

    /// <summary><see cref="Unpack(ReadOnlySpan{byte}, Span{byte})"/> with a given instruction set.</summary>
    public static void Unpack<TLanes, TSum, TCodes, TQuestion>(ReadOnlySpan<byte> packed, Span<byte> lines)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        ref var source = ref MemoryMarshal.GetReference(packed);
        ref var target = ref MemoryMarshal.GetReference(lines);
        for (var left = packed.Length; left > 0; left -= PackedLines)
        {
            for (var at = 0; at < Line; at += TLanes.Rows * CodePlanes.Quad)
            {
                var rest = TLanes.Load(ref Unsafe.Add(ref source, (4 * Line) + at));
                Two(0, 3, at, rest, ref source, ref target);
                Two(1, 1, at, rest, ref source, ref target);
                Two(2, -1, at, rest, ref source, ref target);
                Two(3, -3, at, rest, ref source, ref target);
            }

            source = ref Unsafe.Add(ref source, PackedLines);
            target = ref Unsafe.Add(ref target, CodePlanes.Quads * Line);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Two(int line, int left, int at, TCodes rest, ref byte source, ref byte target)
        {
            var both = TLanes.Load(ref Unsafe.Add(ref source, (line * Line) + at));
            TLanes.Store(TLanes.Even(both), ref Unsafe.Add(ref target, (2 * line * Line) + at));
            TLanes.Store(TLanes.Odd(both, rest, left), ref Unsafe.Add(ref target, (((2 * line) + 1) * Line) + at));
        }
    }

    /// <summary><see cref="Four(ReadOnlySpan{byte}, ReadOnlySpan{sbyte}, Span{int}, ReadOnlySpan{byte})"/> with a given instruction set.</summary>
    public static void Four<TLanes, TSum, TCodes, TQuestion>(
        ReadOnlySpan<byte> lines, ReadOnlySpan<sbyte> plane, Span<int> totals, ReadOnlySpan<byte> next)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        var stride = plane.Length / Questions;
        var rows = lines.Length / stride;
        totals[..(rows * Questions)].Clear();
        ref var numbers = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(plane));
        for (var row = 0; row < rows; row += 2 * TLanes.Rows)
        {
            var inGroup = row % CodePlanes.GroupRows;
            ref var first = ref MemoryMarshal.GetReference(lines[(((row - inGroup) * stride) + (inGroup * CodePlanes.Quad))..]);
            var ahead = next.Length / rows * 2 * TLanes.Rows;
            FourOf<TLanes, TSum, TCodes, TQuestion>(
                ref first, ref numbers, stride / CodePlanes.Quad, ref MemoryMarshal.GetReference(totals[row..]), rows,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(next), next.Length / rows * row), ahead * CodePlanes.Quads * CodePlanes.Quad / stride);
        }
    }

    /// <summary><see cref="One(ReadOnlySpan{byte}, ReadOnlySpan{sbyte}, Span{int})"/> with a given instruction set.</summary>
    public static void One<TLanes, TSum, TCodes, TQuestion>(ReadOnlySpan<byte> packed, ReadOnlySpan<sbyte> question, Span<int> totals)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        var bytes = CodePlanes.HighBytes(CodePlanes.GroupRows, question.Length);
        var groups = packed.Length / bytes;
        totals[..(groups * CodePlanes.GroupRows)].Clear();
        ref var numbers = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(question));
        for (var group = 0; group < groups; group++)
        {
            OneOf<TLanes, TSum, TCodes, TQuestion>(
                ref MemoryMarshal.GetReference(packed[(group * bytes)..]), ref numbers, question.Length / CodePlanes.Quad,
                ref MemoryMarshal.GetReference(totals[(group * CodePlanes.GroupRows)..]));
        }
    }

    // Not inlined, so that the sums get the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FourOf<TLanes, TSum, TCodes, TQuestion>(
        ref byte lines, ref int numbers, int quads, ref int totals, int rows, ref byte next, int ahead)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        for (; quads > 0; quads -= CodePlanes.Quads)
        {
            CodePlanes.Fetch(ref next, ahead);
            next = ref Unsafe.Add(ref next, ahead);
            TSum a0 = default!, b0 = default!, c0 = default!, d0 = default!;
            TSum a1 = default!, b1 = default!, c1 = default!, d1 = default!;
            for (var i = 0; i < CodePlanes.Quads; i++)
            {
                var left = TLanes.Load(ref lines);
                var right = TLanes.Load(ref Unsafe.Add(ref lines, TLanes.Rows * CodePlanes.Quad));
                var question = TLanes.Spread(numbers);
                a0 = TLanes.Add(a0, left, question);
                a1 = TLanes.Add(a1, right, question);
                question = TLanes.Spread(Unsafe.Add(ref numbers, 1));
                b0 = TLanes.Add(b0, left, question);
                b1 = TLanes.Add(b1, right, question);
                question = TLanes.Spread(Unsafe.Add(ref numbers, 2));
                c0 = TLanes.Add(c0, left, question);
                c1 = TLanes.Add(c1, right, question);
                question = TLanes.Spread(Unsafe.Add(ref numbers, 3));
                d0 = TLanes.Add(d0, left, question);
                d1 = TLanes.Add(d1, right, question);
                lines = ref Unsafe.Add(ref lines, Line);
                numbers = ref Unsafe.Add(ref numbers, Questions);
            }

            AddTo<TLanes, TSum, TCodes, TQuestion>(ref totals, a0, a1);
            AddTo<TLanes, TSum, TCodes, TQuestion>(ref Unsafe.Add(ref totals, rows), b0, b1);
            AddTo<TLanes, TSum, TCodes, TQuestion>(ref Unsafe.Add(ref totals, 2 * rows), c0, c1);
            AddTo<TLanes, TSum, TCodes, TQuestion>(ref Unsafe.Add(ref totals, 3 * rows), d0, d1);
        }
    }

    // The sums of even and odd quads are in two registers, so that an addition does not wait for the one before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneOf<TLanes, TSum, TCodes, TQuestion>(ref byte packed, ref int numbers, int quads, ref int totals)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        for (; quads > 0; quads -= CodePlanes.Quads)
        {
            CodePlanes.Fetch(ref Unsafe.Add(ref packed, BytesAhead), PackedLines);
            for (var row = 0; row < CodePlanes.GroupRows; row += TLanes.Rows)
            {
                ref var line = ref Unsafe.Add(ref packed, row * CodePlanes.Quad);
                TSum even = default!, odd = default!;
                var rest = TLanes.Load(ref Unsafe.Add(ref line, 4 * Line));
                Two(0, 3, rest, ref line, ref numbers, ref even, ref odd);
                Two(1, 1, rest, ref line, ref numbers, ref even, ref odd);
                Two(2, -1, rest, ref line, ref numbers, ref even, ref odd);
                Two(3, -3, rest, ref line, ref numbers, ref even, ref odd);
                TLanes.AddTo(ref Unsafe.Add(ref totals, row), even);
                TLanes.AddTo(ref Unsafe.Add(ref totals, row), odd);
            }

            packed = ref Unsafe.Add(ref packed, PackedLines);
            numbers = ref Unsafe.Add(ref numbers, CodePlanes.Quads);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Two(int at, int left, TCodes rest, ref byte line, ref int numbers, ref TSum even, ref TSum odd)
        {
            var both = TLanes.Load(ref Unsafe.Add(ref line, at * Line));
            even = TLanes.Add(even, TLanes.Even(both), TLanes.Spread(Unsafe.Add(ref numbers, 2 * at)));
            odd = TLanes.Add(odd, TLanes.Odd(both, rest, left), TLanes.Spread(Unsafe.Add(ref numbers, (2 * at) + 1)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TLanes, TSum, TCodes, TQuestion>(ref int totals, TSum left, TSum right)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        TLanes.AddTo(ref totals, left);
        TLanes.AddTo(ref Unsafe.Add(ref totals, TLanes.Rows), right);
    }
}
