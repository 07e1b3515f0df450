using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>
/// Writes a graph, and its weights into <c>….onnx_data</c> beside it: a graph's own file may have 2 GB only, and ONNX Runtime maps a file of weights
/// into memory instead of reading it.
/// </summary>
internal static class GraphFile
{
    /// <summary>The operators that ONNX Runtime adds to ONNX's own.</summary>
    public const string RuntimeDomain = "com.microsoft";

    private const int Opset = 17, IrVersion = 8;

    /// <param name="path">The graph's path, which ends with <c>.onnx</c>.</param>
    /// <param name="builder">The graph.</param>
    /// <param name="written">Called with the number of bytes after each piece.</param>
    /// <param name="type">What it computes with.</param>
    /// <exception cref="ConversionException">A weight is too large for the type.</exception>
    public static void Write(string path, GraphBuilder builder, Action<int> written, FloatType type = FloatType.Float32)
    {
        var isFloat = type == FloatType.Float32;
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "txt2image",
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
            Graph = isFloat ? builder.Graph.Clone() : HalfGraph.Of(builder.Graph),
        };
        model.Graph.Name = Path.GetFileNameWithoutExtension(path);
        using (var weights = new WeightsFile(path))
        {
            model.Graph.Initializer.AddRange(builder.Weights.Select(one => weights.Add(
                new TensorProto { Name = one.Name, DataType = isFloat ? DataTypes.Float : DataTypes.Float16, Dims = { one.Weight.Shape } },
                one.Weight.Bytes(type),
                file => one.Weight.Write(new FloatWriter(file, written, type, one.Name)))));
            weights.Flush();
        }

        Write(path, model);
    }

    /// <summary>Lets a graph use ONNX Runtime's own operators.</summary>
    public static void ImportRuntime(ModelProto model)
    {
        if (model.OpsetImport.All(static one => one.Domain != RuntimeDomain))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = RuntimeDomain, Version = 1 });
        }
    }

    /// <summary>Writes a graph whose weights are written.</summary>
    public static void Write(string path, ModelProto model)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        model.WriteTo(file);
        file.Flush(flushToDisk: true);
    }
}
