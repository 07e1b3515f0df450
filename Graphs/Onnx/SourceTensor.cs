using Microsoft.Win32.SafeHandles;
using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>An initializer of a graph that is read.</summary>
/// <param name="Header">Its name, type and lengths, and its values if they are not bytes in one piece.</param>
/// <param name="Values">Where its values are; null if they are in the header.</param>
internal sealed record SourceTensor(TensorProto Header, FilePart? Values)
{
    private const int Piece = 1 << 16;

    public string Name => Header.Name;

    /// <summary>Its numbers as float32; null if it has no floats, or not as many as its lengths say.</summary>
    public Tensor? Floats()
    {
        if (Values is not { } values || DataTypes.Floats(Header.DataType) is not { } type)
        {
            return null;
        }

        var tensor = new Tensor(values.File, values.Path, Name, type, Header.Dims, values.Offset);
        return tensor.Count * ElementType.Size(type) == values.Length ? tensor : null;
    }

    /// <summary>Copies its bytes.</summary>
    public void Copy(Stream target, Action<int> written)
    {
        var values = Values!.Value;
        var buffer = new byte[(int)Math.Min(Piece, values.Length)];
        for (var done = 0L; done < values.Length;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, values.Length - done));
            Tensor.Fill(values.File, part, values.Offset + done, values.Path);
            target.Write(part);
            done += part.Length;
            written(part.Length);
        }
    }
}

/// <summary>Some bytes of a file.</summary>
/// <param name="File">The open file.</param>
/// <param name="Path">Its path, for messages.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct FilePart(SafeFileHandle File, string Path, long Offset, long Length);
