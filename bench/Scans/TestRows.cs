using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>An index of seeded unit vectors, and its blocks, so that the plain read covers exactly the same memory.</summary>
internal sealed class TestRows
{
    private const int RowSeed = 7;

    /// <summary>What the identifiers and the collector take besides floats and codes.</summary>
    private const double Besides = 1.1;

    private static readonly Payload Anything = new(["row"], null, null, 1, 1, "image/jpeg", 1);

    // All blocks share their payloads, so millions of rows are no more work for the collector than a few.
    private static readonly RowPayloads Payloads =
        new([.. Enumerable.Repeat(Anything, RowIndexWriter.BlockRows)], RowPayloads.AllLive(RowIndexWriter.BlockRows));

    private readonly Segment[] _segments;

    private TestRows(TestVectors vectors, Segment[] segments)
    {
        _segments = segments;
        Vectors = vectors;
        Index = new RowIndex(vectors.Dimension, segments);
    }

    public TestVectors Vectors { get; }

    public RowIndex Index { get; }

    public int Blocks => _segments.Length;

    /// <summary>The size of the floats in bytes; the codes take a quarter of it.</summary>
    public long FloatBytes => _segments.Sum(segment => (long)segment.Block.Rows.Length * sizeof(float));

    public long CodeBytes => FloatBytes / sizeof(float);

    /// <summary>The size of the codes' high plane, which a scan reads: five of eight bits.</summary>
    public long HighBytes => CodeBytes / 8 * 5;

    public string Name => $"{Index.Rows / 1000}k x {Vectors.Dimension}";

    public ReadOnlySpan<byte> Floats(int block) => MemoryMarshal.AsBytes(_segments[block].Block.Rows);

    public ReadOnlySpan<byte> High(int block) => _segments[block].Codes!.High(0, RowIndexWriter.BlockRows);

    public RowBlock Rows(int block) => _segments[block].Block;

    /// <summary>The bytes that so many rows need.</summary>
    public static long BytesOf(int rows, int dimension) => (long)(5.0 * rows * dimension * Besides);

    /// <summary>Makes full blocks, with at least this many rows; or says what is missing, and returns nothing.</summary>
    public static TestRows? Make(TestVectors vectors, int rows, TextWriter output)
    {
        var needed = BytesOf(rows, vectors.Dimension);
        if (needed > Machine.FreeMemory())
        {
            output.WriteLine($"- {rows / 1000}k x {vectors.Dimension}: skipped, since {needed >> 20} MB are not free on this machine.\n");
            return null;
        }

        Progress.Report($"making {rows} rows, {vectors.Kind}");
        var segments = new Segment[(rows + RowIndexWriter.BlockRows - 1) / RowIndexWriter.BlockRows];
        Parallel.For(0, segments.Length, i => segments[i] = MakeSegment(i, vectors));
        return new TestRows(vectors, segments);
    }

    private static Segment MakeSegment(int number, TestVectors vectors)
    {
        const int Count = RowIndexWriter.BlockRows;
        var random = new Random(RowSeed + number);
        var block = new RowBlock(Count, vectors.Dimension);
        var row = new float[vectors.Dimension];
        var id = new byte[16];
        for (var i = 0; i < Count; i++)
        {
            vectors.Row(random, row);
            random.NextBytes(id);
            block.Write(i, new Guid(id), row);
        }

        return new Segment(block, new BlockCodes(block), Payloads, Count, Count);
    }
}
