using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Txt2Image.Graphs.Safetensors;

/// <summary>A tensor, or some rows of one, in a safetensors file. Its numbers are read piece by piece, and as float32.</summary>
/// <param name="File">The open file.</param>
/// <param name="Path">Its path, for messages.</param>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its numbers in the file.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
internal sealed record Tensor(SafeFileHandle File, string Path, string Name, string Type, IReadOnlyList<long> Shape, long Offset)
{
    private const int Piece = 1 << 16;

    public long Count => Shape.Aggregate(1L, static (product, length) => product * length);

    /// <summary>"F16 [768, 768]", for messages.</summary>
    public string Kind => $"{Type} [{string.Join(", ", Shape)}]";

    /// <summary>Some of its rows, which is what its first axis counts.</summary>
    public Tensor Rows(long from, long count) => this with
    {
        Shape = [count, .. Shape.Skip(1)],
        Offset = Offset + (from * (Count / Shape[0]) * ElementType.Size(Type)!.Value),
    };

    /// <summary>All its numbers.</summary>
    public float[] ReadAll()
    {
        var values = new float[Count];
        Read(0, values);
        return values;
    }

    /// <summary>Some of its numbers.</summary>
    /// <param name="from">The first.</param>
    /// <param name="values">Where they go.</param>
    public void Read(long from, Span<float> values)
    {
        if (Type == ElementType.Float32)
        {
            Fill(File, MemoryMarshal.AsBytes(values), Offset + (from * sizeof(float)), Path);
            return;
        }

        var halves = new ushort[Math.Min(Piece, values.Length)];
        for (var at = 0; at < values.Length; at += halves.Length)
        {
            var part = halves.AsSpan(0, Math.Min(halves.Length, values.Length - at));
            Fill(File, MemoryMarshal.AsBytes(part), Offset + ((from + at) * sizeof(ushort)), Path);
            Widen(part, values[at..]);
        }
    }

    public static void Fill(SafeFileHandle file, Span<byte> bytes, long offset, string path)
    {
        while (!bytes.IsEmpty)
        {
            var count = RandomAccess.Read(file, bytes, offset);
            if (count == 0)
            {
                throw new ConversionException($"{path}: the file became shorter while it was read.");
            }

            bytes = bytes[count..];
            offset += count;
        }
    }

    private void Widen(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        for (var i = 0; i < halves.Length; i++)
        {
            values[i] = Type == ElementType.BFloat16
                ? BitConverter.Int32BitsToSingle(halves[i] << 16)
                : (float)BitConverter.UInt16BitsToHalf(halves[i]);
        }
    }
}
