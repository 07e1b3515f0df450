using System.Globalization;
using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>
/// Writes a graph, and its weights into <c>….onnx_data</c> beside it: a graph's own file may have 2 GB only, and ONNX Runtime maps a file of weights
/// into memory instead of reading it.
/// </summary>
internal static class GraphFile
{
    public const string WeightsSuffix = "_data";
    private const int Opset = 17, IrVersion = 8, External = 1;

    /// <summary>Each weight begins on a page of its own, so that it can be mapped.</summary>
    private const int Page = 4096;

    /// <param name="path">The graph's path, which ends with <c>.onnx</c>.</param>
    /// <param name="builder">The graph.</param>
    /// <param name="written">Called with the number of bytes after each piece.</param>
    public static void Write(string path, GraphBuilder builder, Action<int> written)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "txt2image",
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
            Graph = builder.Graph.Clone(),
        };
        model.Graph.Name = Path.GetFileNameWithoutExtension(path);
        using (var data = Create(path + WeightsSuffix))
        {
            model.Graph.Initializer.AddRange(WriteWeights(data, Path.GetFileName(path) + WeightsSuffix, builder, written));
            data.Flush(flushToDisk: true);
        }

        using var file = Create(path);
        model.WriteTo(file);
        file.Flush(flushToDisk: true);
    }

    private static List<TensorProto> WriteWeights(FileStream data, string location, GraphBuilder builder, Action<int> written)
    {
        List<TensorProto> tensors = [];
        var writer = new FloatWriter(data, written);
        foreach (var (name, weight) in builder.Weights)
        {
            var offset = (data.Position + Page - 1) / Page * Page;
            data.Position = offset;
            weight.Write(writer);
            if (data.Position - offset != weight.Bytes)
            {
                throw new InvalidOperationException($"{name}: {data.Position - offset} bytes were written instead of {weight.Bytes}.");
            }

            tensors.Add(new TensorProto
            {
                Name = name,
                DataType = GraphBuilder.Float,
                Dims = { weight.Shape },
                DataLocation = External,
                ExternalData = { Entry("location", location), Entry("offset", Text(offset)), Entry("length", Text(weight.Bytes)) },
            });
        }

        return tensors;
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
}
