using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>
/// Cuts a graph to what one of its outputs needs. Optimum exports both towers as one graph, which runs only with a text and a picture: the cut
/// gives each tower by itself. The weights are copied from the file, so no more memory is taken than the tower's own size; weights in other files
/// stay there.
/// </summary>
internal static class GraphCut
{
    /// <summary>The bytes of a model that has only this output. Weights in other files are looked for in <see cref="WeightsFolder"/>.</summary>
    public static byte[] To(OnnxFile file, string output)
    {
        var graph = file.Model.Graph;
        if (!graph.Output.Any(port => port.Name == output))
        {
            throw new ModelException(
                $"{file.Path}: the graph has no output {output}; it has {string.Join(", ", graph.Output.Select(static port => port.Name))}.");
        }

        var needed = Needed(graph, output);
        var cut = graph.Clone();
        Keep(cut.Node, node => node.Output.Any(needed.Contains));
        Keep(cut.Input, input => needed.Contains(input.Name));
        Keep(cut.Output, port => port.Name == output);
        Keep(cut.ValueInfo, value => needed.Contains(value.Name));
        var model = file.Model.Clone();
        model.Graph = null;
        return Write(file, model, cut, [.. file.Weights.Where(weight => needed.Contains(weight.Name))]);
    }

    /// <summary>The folder of the weights in other files, after links: ONNX Runtime follows none out of the folder that it is given.</summary>
    public static string WeightsFolder(OnnxFile file) => Path.GetDirectoryName(
        file.Weights.Where(static weight => weight.Location is not null).Select(weight => RealPath(file, weight)).FirstOrDefault(file.Path))!;

    private static string RealPath(OnnxFile file, Weight weight)
    {
        var location = weight.Location!;
        if (Path.GetFileName(location) != location)
        {
            throw new ModelException($"{file.Path}: its weights are in {location}, outside of its folder, which is not supported.");
        }

        var path = Path.Combine(Path.GetDirectoryName(file.Path)!, location);
        return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>The names of all values that an output depends on, and its own.</summary>
    private static HashSet<string> Needed(GraphProto graph, string output)
    {
        Dictionary<string, NodeProto> makers = new(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            foreach (var name in node.Output)
            {
                makers[name] = node;
            }
        }

        HashSet<string> needed = new(StringComparer.Ordinal) { output };
        Queue<string> open = new([output]);
        while (open.TryDequeue(out var name))
        {
            if (makers.TryGetValue(name, out var maker))
            {
                foreach (var input in Inputs(maker).Where(needed.Add))
                {
                    open.Enqueue(input);
                }
            }
        }

        return needed;
    }

    /// <summary>A node's inputs, and those of the graphs within it, which see the values around them.</summary>
    private static IEnumerable<string> Inputs(NodeProto node) => node.Input.Concat(
        from attribute in node.Attribute
        from inner in attribute.G is { } one ? attribute.Graphs.Append(one) : attribute.Graphs
        from name in inner.Node.SelectMany(Inputs).Concat(inner.Output.Select(static port => port.Name))
        select name);

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> field, Func<T, bool> isKept)
    {
        T[] kept = [.. field.Where(isKept)];
        field.Clear();
        field.AddRange(kept);
    }

    /// <summary>A message's fields may come in any order, so the weights follow the rest of the graph.</summary>
    private static byte[] Write(OnnxFile file, ModelProto model, GraphProto graph, Weight[] weights)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new WireReader(stream);
        graph.Initializer.AddRange(weights.Where(static weight => weight.Location is not null).Select(weight => Moved(file, weight, reader)));
        weights = [.. weights.Where(static weight => weight.Location is null)];
        var length = graph.CalculateSize() + weights.Sum(static weight => weight.End - weight.Start);
        if (length > int.MaxValue - (1 << 20))
        {
            throw new ModelException($"{file.Path}: the graph has {length} bytes; ONNX allows 2 GB, and larger weights in files beside it.");
        }

        var tag = WireFormat.MakeTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
        var head = CodedOutputStream.ComputeUInt32Size(tag) + CodedOutputStream.ComputeLengthSize((int)length);
        var bytes = new byte[model.CalculateSize() + head + length];
        using var target = new MemoryStream(bytes);
        using (var writer = new CodedOutputStream(target, leaveOpen: true))
        {
            model.WriteTo(writer);
            writer.WriteTag(tag);
            writer.WriteLength((int)length);
            graph.WriteTo(writer);
        }

        foreach (var weight in weights)
        {
            reader.Copy(weight.Start, weight.End, target);
        }

        return bytes;
    }

    /// <summary>An initializer whose values are in another file, under that file's own name.</summary>
    private static TensorProto Moved(OnnxFile file, Weight weight, WireReader reader)
    {
        using var field = new MemoryStream();
        reader.Copy(weight.Start, weight.End, field);
        var tensor = GraphProto.Parser.ParseFrom(field.ToArray()).Initializer[0];
        tensor.ExternalData.First(static entry => entry.Key == "location").Value = Path.GetFileName(RealPath(file, weight));
        return tensor;
    }
}
