using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>What of a graph becomes integers.</summary>
/// <param name="Products">Its products with constant matrices.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Smoothings">The normalisations before products that are smoothed.</param>
/// <param name="Casts">The casts of halves to float32 that make constants.</param>
internal sealed record IntegerParts(
    IReadOnlyList<Product> Products, IReadOnlyList<Table> Tables, IReadOnlyList<Smoothing> Smoothings, IReadOnlyList<NodeProto> Casts)
{
    /// <summary>The constants that may not be needed any more.</summary>
    public IEnumerable<string> Replaced => Products.Select(static product => product.Weight.Name)
        .Concat(Tables.Select(static table => table.Weight.Name)).Concat(Smoothings.SelectMany(static smoothing => smoothing.Norm.Input.Skip(1)));

    public static IntegerParts Of(SourceGraph source)
    {
        var graph = source.Model.Graph;
        var variable = graph.Input.Select(static input => input.Name).ToHashSet(StringComparer.Ordinal);
        var constants = source.Tensors.Where(tensor => !variable.Contains(tensor.Name))
            .DistinctBy(static tensor => tensor.Name, StringComparer.Ordinal)
            .ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        var casts = graph.Node.Where(node => node is { OpType: "Cast", Input.Count: 1, Output.Count: 1 } && constants.ContainsKey(node.Input[0])
            && node.Attribute.Any(static one => one is { Name: "to", I: DataTypes.Float }))
            .DistinctBy(static node => node.Output[0], StringComparer.Ordinal).ToDictionary(static node => node.Output[0], StringComparer.Ordinal);
        (Tensor Weight, int Type)? Find(string name) =>
            casts.TryGetValue(name, out var cast) ? constants[cast.Input[0]].Floats() is { } halves ? (halves, DataTypes.Float) : null
            : constants.TryGetValue(name, out var tensor) && tensor.Floats() is { } floats ? (floats, tensor.Header.DataType)
            : null;
        Tensor? Floats(string name) => Find(name) is (var weight, DataTypes.Float) ? weight : null;

        List<Product> products = [.. graph.Node.Select(node => Product.Of(node, Floats)).OfType<Product>()];
        var readers = GraphNames.Nodes(graph).SelectMany(static node => node.Input.Select(name => (name, node)))
            .ToLookup(static one => one.name, static one => one.node, StringComparer.Ordinal);
        var outputs = graph.Output.Select(static port => port.Name).ToHashSet(StringComparer.Ordinal);
        List<Smoothing> smoothings = [.. graph.Node.Where(node => node.Output.Count == 1 && !outputs.Contains(node.Output[0]))
            .Select(node => Smoothing.Of(node, Floats, [.. readers[node.Output[0]]], products)).OfType<Smoothing>()];
        return new(
            [.. products.Select(product => product with
            {
                Smoothed = smoothings.Find(smoothing => smoothing.Norm.Output[0] == product.Node.Input[0]),
            })],
            [.. graph.Node.Select(node => Table.Of(node, Find)).OfType<Table>()],
            smoothings,
            [.. casts.Values]);
    }
}
