using Google.Protobuf;
using Txt2Image.Clip.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>
/// Rewrites the graphs of a tiny model folder: both towers in one graph, as Optimum exports them, or the weights in a file beside the graph.
/// </summary>
internal static class OneGraph
{
    /// <summary>Joins the towers under <c>onnx/</c> to <c>model.onnx</c>, whose third output depends on both, and deletes them.</summary>
    public static void Join(ModelFolder folder)
    {
        var (text, vision) = (Take(folder, "onnx/text_model.onnx", "t_"), Take(folder, "onnx/vision_model.onnx", "v_"));
        var joined = text.Clone();
        joined.Graph.MergeFrom(vision.Graph);
        joined.Graph.Name = "both";
        var logits = new NodeProto { OpType = "MatMul", Input = { "text_embeds", "images_turned" }, Output = { "logits_per_text" } };
        joined.Graph.Node.Add(new NodeProto { OpType = "Transpose", Input = { "image_embeds" }, Output = { "images_turned" } });
        joined.Graph.Node.Add(logits);
        joined.Graph.Output.Insert(0, new ValueInfoProto { Name = "logits_per_text", Type = new() { TensorType = new() { ElemType = 1 } } });
        File.WriteAllBytes(folder.File("model.onnx"), joined.ToByteArray());
    }

    /// <summary>Moves a graph's weights to a file beside it.</summary>
    public static void MoveWeights(string graph)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(graph));
        using var data = File.Create(graph + "_data");
        foreach (var weight in model.Graph.Initializer.Where(static weight => weight.RawData.Length > 64))
        {
            Add(weight, "location", Path.GetFileName(graph) + "_data");
            Add(weight, "offset", $"{data.Position}");
            Add(weight, "length", $"{weight.RawData.Length}");
            weight.DataLocation = 1;
            data.Write(weight.RawData.Span);
            weight.ClearRawData();
        }

        File.WriteAllBytes(graph, model.ToByteArray());

        static void Add(TensorProto weight, string key, string value) =>
            weight.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    private static ModelProto Take(ModelFolder folder, string file, string prefix)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder.File(file)));
        File.Delete(folder.File(file));
        HashSet<string> ports = [.. model.Graph.Input.Concat(model.Graph.Output).Select(static port => port.Name)];
        foreach (var node in model.Graph.Node)
        {
            Rename(node.Input);
            Rename(node.Output);
        }

        foreach (var weight in model.Graph.Initializer)
        {
            weight.Name = Name(weight.Name);
        }

        return model;

        string Name(string name) => ports.Contains(name) ? name : prefix + name;

        void Rename(Google.Protobuf.Collections.RepeatedField<string> names)
        {
            for (var i = 0; i < names.Count; i++)
            {
                names[i] = Name(names[i]);
            }
        }
    }
}
