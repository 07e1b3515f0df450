using System.Globalization;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>The file of weights beside a graph, <c>….onnx_data</c>, while it is written.</summary>
/// <param name="graph">The graph's path.</param>
internal sealed class WeightsFile(string graph) : IDisposable
{
    private const int External = 1, Buffer = 1 << 20;

    /// <summary>Each weight begins on a page of its own, so that it can be mapped.</summary>
    private const int Page = 4096;

    private readonly string _location = Path.GetFileName(graph) + "_data";
    private readonly FileStream _file = new(graph + "_data", FileMode.Create, FileAccess.Write, FileShare.None, Buffer);

    /// <summary>Writes one weight.</summary>
    /// <param name="header">Its name, type and lengths; where its values are is added to it.</param>
    /// <param name="bytes">The bytes of its values.</param>
    /// <param name="write">Writes them.</param>
    public TensorProto Add(TensorProto header, long bytes, Action<Stream> write)
    {
        var offset = (_file.Position + Page - 1) / Page * Page;
        _file.Position = offset;
        write(_file);
        if (_file.Position - offset != bytes)
        {
            throw new InvalidOperationException($"{header.Name}: {_file.Position - offset} bytes were written instead of {bytes}.");
        }

        header.DataLocation = External;
        header.ExternalData.Clear();
        header.ExternalData.Add([Entry("location", _location), Entry("offset", Text(offset)), Entry("length", Text(bytes))]);
        return header;
    }

    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
