using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>
/// Writes a graph, and its weights into <c>….onnx_data</c> beside it: a graph's own file may have 2 GB only, and ONNX Runtime maps a file of weights
/// into memory instead of reading it.
/// </summary>
internal static class GraphFile
{
    private const int Opset = 17, IrVersion = 8;

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
        using (var weights = new WeightsFile(path))
        {
            model.Graph.Initializer.AddRange(builder.Weights.Select(one => weights.Add(
                new TensorProto { Name = one.Name, DataType = GraphBuilder.Float, Dims = { one.Weight.Shape } },
                one.Weight.Bytes,
                file => one.Weight.Write(new FloatWriter(file, written)))));
            weights.Flush();
        }

        Write(path, model);
    }

    /// <summary>Writes a graph whose weights are written.</summary>
    public static void Write(string path, ModelProto model)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        model.WriteTo(file);
        file.Flush(flushToDisk: true);
    }
}
