using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>The nodes and values of a graph, with those of the graphs within its nodes.</summary>
internal static class GraphNames
{
    /// <summary>All nodes.</summary>
    public static IEnumerable<NodeProto> Nodes(GraphProto graph) =>
        graph.Node.SelectMany(static node => Inner(node).SelectMany(Nodes).Prepend(node));

    /// <summary>The names of all nodes and values but constants.</summary>
    public static IEnumerable<string> All(GraphProto graph) =>
        Nodes(graph).SelectMany(static node => node.Output.Append(node.Name)).Concat(graph.Input.Select(static port => port.Name));

    /// <summary>The values that something needs.</summary>
    public static HashSet<string> Used(GraphProto graph) =>
        new(Nodes(graph).SelectMany(static node => node.Input.Concat(Inner(node).SelectMany(Outputs))).Concat(Outputs(graph)),
            StringComparer.Ordinal);

    private static IEnumerable<string> Outputs(GraphProto graph) => graph.Output.Select(static port => port.Name);

    private static IEnumerable<GraphProto> Inner(NodeProto node) =>
        node.Attribute.SelectMany(static attribute => attribute.G is { } one ? attribute.Graphs.Append(one) : attribute.Graphs);
}
