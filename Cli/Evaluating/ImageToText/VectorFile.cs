using System.Runtime.InteropServices;

namespace Txt2Image.Cli.Evaluating.ImageToText;

/// <summary>Vectors in a temporary file, which is read in blocks, so that memory does not grow with their number.</summary>
/// <param name="dimension">How many numbers a vector has.</param>
internal sealed class VectorFile(int dimension) : IDisposable
{
    private const int BlockBytes = 8 << 20;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"txt2image-{Guid.NewGuid():N}.vectors"),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 << 10, FileOptions.DeleteOnClose);

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<float> vector)
    {
        _file.Write(MemoryMarshal.AsBytes(vector));
        Count++;
    }

    /// <summary>All vectors, some at a time; a block is valid until the next.</summary>
    /// <returns>The number of the first vector, and the numbers of all, one vector after the other.</returns>
    public IEnumerable<(int First, ReadOnlyMemory<float> Values)> Blocks()
    {
        _file.Flush();
        var most = Math.Max(1, BlockBytes / (dimension * sizeof(float)));
        var block = new float[Math.Min(most, Math.Max(Count, 1)) * dimension];
        for (var first = 0; first < Count; first += most)
        {
            var values = block.AsMemory(0, Math.Min(most, Count - first) * dimension);
            _file.Position = (long)first * dimension * sizeof(float);
            _file.ReadExactly(MemoryMarshal.AsBytes(values.Span));
            yield return (first, values);
        }
    }

    public void Dispose() => _file.Dispose();
}
