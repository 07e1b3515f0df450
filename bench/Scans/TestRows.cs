using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Bench.Scans;

/// <summary>An index of seeded unit vectors, and its blocks, so that the plain read covers exactly the same memory.</summary>
internal sealed class TestRows
{
    private const int RowSeed = 7;
    private const int QuerySeed = 1_000_000;
    private static readonly Payload Anything = new(["row"], null, null, 1, 1, "image/jpeg", 1);

    private readonly Segment[] _segments;

    private TestRows(int dimension, Segment[] segments)
    {
        _segments = segments;
        Dimension = dimension;
        Index = new RowIndex(dimension, segments);
    }

    public int Dimension { get; }

    public RowIndex Index { get; }

    public int Blocks => _segments.Length;

    /// <summary>The size of the floats in bytes; the codes take a quarter of it.</summary>
    public long FloatBytes => _segments.Sum(segment => (long)segment.Block.Rows.Length * sizeof(float));

    public long CodeBytes => FloatBytes / sizeof(float);

    public ReadOnlySpan<byte> Floats(int block) => MemoryMarshal.AsBytes(_segments[block].Block.Rows);

    public ReadOnlySpan<byte> Codes(int block) => _segments[block].Codes!.Codes;

    /// <summary>Makes full blocks, with at least this many rows.</summary>
    public static TestRows Make(int rows, int dimension)
    {
        var segments = new Segment[(rows + RowIndexWriter.BlockRows - 1) / RowIndexWriter.BlockRows];
        Parallel.For(0, segments.Length, i => segments[i] = MakeSegment(i, dimension));
        return new TestRows(dimension, segments);
    }

    public static float[] Query(int number, int dimension)
    {
        var query = new float[dimension];
        Fill(new Random(QuerySeed + number), query);
        return query;
    }

    private static Segment MakeSegment(int number, int dimension)
    {
        const int Count = RowIndexWriter.BlockRows;
        var random = new Random(RowSeed + number);
        var block = new RowBlock(Count, dimension);
        var row = new float[dimension];
        var id = new byte[16];
        for (var i = 0; i < Count; i++)
        {
            Fill(random, row);
            random.NextBytes(id);
            block.Write(i, new Guid(id), row);
        }

        var payloads = new RowPayloads([.. Enumerable.Repeat(Anything, Count)], RowPayloads.AllLive(Count));
        return new Segment(block, new BlockCodes(block), payloads, Count, Count);
    }

    /// <summary>A random direction: each number is the sum of eight bytes, which is close enough to a normal distribution.</summary>
    private static void Fill(Random random, Span<float> row)
    {
        Span<byte> bytes = stackalloc byte[8 * row.Length];
        random.NextBytes(bytes);
        for (var i = 0; i < row.Length; i++)
        {
            var sum = -8 * 127.5f;
            foreach (var value in bytes.Slice(8 * i, 8))
            {
                sum += value;
            }

            row[i] = sum;
        }

        TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
    }
}
