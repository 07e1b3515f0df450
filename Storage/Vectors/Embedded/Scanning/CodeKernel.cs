using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Shorts128 = (System.Runtime.Intrinsics.Vector128<short> Even, System.Runtime.Intrinsics.Vector128<short> Odd);

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The kernel of a scan: Σ U_j·c_ij for four questions and some rows at once, in whole numbers. Memory is read once for all questions, and what is
/// loaded into a register is used several times.
/// </summary>
/// <remarks>
/// <code>
/// Codes of a group of 16 rows. A quad is four dimensions, and one cache line has it for all rows:
///
///              row 0   row 1   row 2         row 15
///     quad 0   cccc    cccc    cccc    ...   cccc      64 bytes
///     quad 1   cccc    cccc    cccc    ...   cccc      64 bytes
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
/// The eight sums stay in registers for all quads of the group. Each lane of a sum is one row's, so nothing is added across lanes at the end. A code
/// c in [-127, 127] is the byte c + 128, because the instruction multiplies unsigned by signed bytes; the sums start at -128·Σ U_j to make up for
/// it. The largest, 255·64·4096 dimensions, fits 32 bits.
/// </remarks>
internal static class CodeKernel
{
    /// <summary>The rows of a group.</summary>
    public const int GroupRows = 16;

    /// <summary>The questions that are scored together.</summary>
    public const int Questions = 4;

    /// <summary>The dimensions of a quad.</summary>
    public const int Quad = 4;

    private const int Line = GroupRows * Quad;

    /// <summary>The instruction set in use, for tests and reports.</summary>
    public static string Path =>
        AvxVnni.IsSupported ? "avxvnni" : Avx2.IsSupported ? "avx2" : Dp.IsSupported ? "dotprod" : "vector128";

    /// <summary>Writes the sums of some groups with up to four questions.</summary>
    /// <param name="codes">The groups, one after the other.</param>
    /// <param name="plane">The questions' numbers U_j, quad by quad: four of each question.</param>
    /// <param name="totals">Σ U_j of each question. If there is only one, only the first is scored.</param>
    /// <param name="dots">The sums of each question, one question after the other.</param>
    /// <param name="ahead">How many bytes ahead of each line memory is fetched into the cache; 0 for not at all.</param>
    public static void Dots(ReadOnlySpan<byte> codes, ReadOnlySpan<sbyte> plane, ReadOnlySpan<int> totals, Span<int> dots, int ahead = 0)
    {
        if (AvxVnni.IsSupported)
        {
            Dots<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(codes, plane, totals, dots, ahead);
        }
        else if (Avx2.IsSupported)
        {
            Dots<Avx2Lanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(codes, plane, totals, dots, ahead);
        }
        else if (Dp.IsSupported)
        {
            Dots<ArmLanes, Vector128<int>, Vector128<sbyte>, Vector128<sbyte>>(codes, plane, totals, dots, ahead);
        }
        else
        {
            Dots<PlainLanes, Vector128<int>, Shorts128, Shorts128>(codes, plane, totals, dots, ahead);
        }
    }

    /// <summary>The same with a given instruction set.</summary>
    public static void Dots<TLanes, TSum, TCodes, TQuestion>(
        ReadOnlySpan<byte> codes, ReadOnlySpan<sbyte> plane, ReadOnlySpan<int> totals, Span<int> dots, int ahead = 0)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        var stride = plane.Length / Questions;
        var rows = codes.Length / stride;
        ref var numbers = ref Unsafe.As<sbyte, int>(ref MemoryMarshal.GetReference(plane));
        for (var row = 0; row < rows; row += 2 * TLanes.Rows)
        {
            var start = (row / GroupRows * GroupRows * stride) + (row % GroupRows * Quad);
            ref var first = ref MemoryMarshal.GetReference(codes[start..]);
            ref var target = ref MemoryMarshal.GetReference(dots[row..]);
            if (totals.Length == 1)
            {
                One<TLanes, TSum, TCodes, TQuestion>(ref first, ref numbers, stride / Quad, totals, ref target, (nuint)ahead);
            }
            else
            {
                Four<TLanes, TSum, TCodes, TQuestion>(ref first, ref numbers, stride / Quad, totals, ref target, rows, (nuint)ahead);
            }
        }
    }

    private static void Four<TLanes, TSum, TCodes, TQuestion>(
        ref byte codes, ref int numbers, int quads, ReadOnlySpan<int> totals, ref int target, int rows, nuint ahead)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        TSum a0 = TLanes.Start(-TLanes.Offset * totals[0]), b0 = TLanes.Start(-TLanes.Offset * totals[1]);
        TSum c0 = TLanes.Start(-TLanes.Offset * totals[2]), d0 = TLanes.Start(-TLanes.Offset * totals[3]);
        TSum a1 = a0, b1 = b0, c1 = c0, d1 = d0;
        for (nuint i = 0; i < (nuint)quads; i++)
        {
            Fetch(ref codes, i * Line, ahead);
            var left = TLanes.Load(ref Unsafe.Add(ref codes, i * Line));
            var right = TLanes.Load(ref Unsafe.Add(ref codes, (i * Line) + (nuint)(TLanes.Rows * Quad)));
            ref var quad = ref Unsafe.Add(ref numbers, i * Questions);
            var question = TLanes.Spread(quad);
            a0 = TLanes.Add(a0, left, question);
            a1 = TLanes.Add(a1, right, question);
            question = TLanes.Spread(Unsafe.Add(ref quad, 1));
            b0 = TLanes.Add(b0, left, question);
            b1 = TLanes.Add(b1, right, question);
            question = TLanes.Spread(Unsafe.Add(ref quad, 2));
            c0 = TLanes.Add(c0, left, question);
            c1 = TLanes.Add(c1, right, question);
            question = TLanes.Spread(Unsafe.Add(ref quad, 3));
            d0 = TLanes.Add(d0, left, question);
            d1 = TLanes.Add(d1, right, question);
        }

        Store<TLanes, TSum, TCodes, TQuestion>(a0, a1, ref target);
        Store<TLanes, TSum, TCodes, TQuestion>(b0, b1, ref Unsafe.Add(ref target, rows));
        Store<TLanes, TSum, TCodes, TQuestion>(c0, c1, ref Unsafe.Add(ref target, 2 * rows));
        Store<TLanes, TSum, TCodes, TQuestion>(d0, d1, ref Unsafe.Add(ref target, 3 * rows));
    }

    // A lone question's sums are each kept in two registers, so that an addition does not wait for the one before.
    private static void One<TLanes, TSum, TCodes, TQuestion>(
        ref byte codes, ref int numbers, int quads, ReadOnlySpan<int> totals, ref int target, nuint ahead)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        TSum even0 = TLanes.Start(-TLanes.Offset * totals[0]), odd0 = TLanes.Start(0);
        TSum even1 = even0, odd1 = odd0;
        for (nuint i = 0; i < (nuint)quads; i += 2)
        {
            Fetch(ref codes, i * Line, ahead);
            Fetch(ref codes, (i * Line) + Line, ahead);
            ref var line = ref Unsafe.Add(ref codes, i * Line);
            ref var quad = ref Unsafe.Add(ref numbers, i * Questions);
            var question = TLanes.Spread(quad);
            even0 = TLanes.Add(even0, TLanes.Load(ref line), question);
            even1 = TLanes.Add(even1, TLanes.Load(ref Unsafe.Add(ref line, TLanes.Rows * Quad)), question);
            question = TLanes.Spread(Unsafe.Add(ref quad, Questions));
            odd0 = TLanes.Add(odd0, TLanes.Load(ref Unsafe.Add(ref line, Line)), question);
            odd1 = TLanes.Add(odd1, TLanes.Load(ref Unsafe.Add(ref line, Line + (TLanes.Rows * Quad))), question);
        }

        Store<TLanes, TSum, TCodes, TQuestion>(TLanes.Merge(even0, odd0), TLanes.Merge(even1, odd1), ref target);
    }

    // A processor fetches ahead by itself, but not beyond the end of a page. Codes do not move in memory, and fetching beyond their end does nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(ref byte codes, nuint place, nuint ahead)
    {
        if (Sse.IsSupported && ahead != 0)
        {
            Sse.Prefetch1((byte*)Unsafe.AsPointer(ref codes) + place + ahead);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes, TSum, TCodes, TQuestion>(TSum left, TSum right, ref int target)
        where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
    {
        TLanes.Store(left, ref target);
        TLanes.Store(right, ref Unsafe.Add(ref target, TLanes.Rows));
    }
}
