using System.Globalization;
using System.Runtime.InteropServices;

namespace Txt2Image.Graphs.Onnx;

/// <summary>Writes float32 values to a file with weights, as they are or as float16.</summary>
/// <param name="target">The file.</param>
/// <param name="written">Called with the number of bytes after each piece; it stops the work by an exception.</param>
/// <param name="type">The type in the file.</param>
/// <param name="name">What is written, for messages.</param>
internal sealed class FloatWriter(Stream target, Action<int> written, FloatType type = FloatType.Float32, string name = "")
{
    /// <exception cref="ConversionException">A value is too large for float16.</exception>
    public void Write(ReadOnlySpan<float> values) =>
        Write(type == FloatType.Float32 ? MemoryMarshal.AsBytes(values) : MemoryMarshal.AsBytes(Halves(values).AsSpan()));

    private Half[] Halves(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!Half.IsFinite(halves[i]))
            {
                throw new ConversionException(
                    $"{name} has the value {values[i].ToString(CultureInfo.InvariantCulture)}, which is no finite float16. " +
                    "Convert the model as float32.");
            }
        }

        return halves;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        written(bytes.Length);
    }
}
