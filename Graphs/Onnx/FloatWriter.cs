using System.Runtime.InteropServices;

namespace Txt2Image.Graphs.Onnx;

/// <summary>Writes float32 values to a file with weights.</summary>
/// <param name="target">The file.</param>
/// <param name="written">Called with the number of bytes after each piece; it stops the work by an exception.</param>
internal sealed class FloatWriter(Stream target, Action<int> written)
{
    public void Write(ReadOnlySpan<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        target.Write(bytes);
        written(bytes.Length);
    }
}
