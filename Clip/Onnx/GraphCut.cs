using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>
/// Cuts a graph to what one of its outputs needs. Optimum exports both towers as one graph, which runs only with a text and a picture: the cut
/// gives each tower by itself.
/// </summary>
internal static class GraphCut
{
    /// <summary>The model with this output alone.</summary>
    /// <exception cref="ModelException">The graph has no such output.</exception>
    public static OnnxFile To(OnnxFile file, string output)
    {
        var graph = file.Model.Graph;
        if (!graph.Output.Any(port => port.Name == output))
        {
            throw new ModelException(
                $"{file.Path}: the graph has no output {output}; it has {string.Join(", ", graph.Output.Select(static port => port.Name))}.");
        }

        var needed = Needed(graph, output);
        var model = file.Model.Clone();
        Keep(model.Graph.Node, node => node.Output.Any(needed.Contains));
        Keep(model.Graph.Input, input => needed.Contains(input.Name));
        Keep(model.Graph.Output, port => port.Name == output);
        Keep(model.Graph.ValueInfo, value => needed.Contains(value.Name));
        return new(file.Path, model, [.. file.Weights.Where(weight => needed.Contains(weight.Name))]);
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
}
