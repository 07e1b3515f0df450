using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>Puts the begin token's rows, which are constants, before those of the other tokens, [n, tokens - 1, width].</summary>
/// <param name="graph">The graph.</param>
/// <param name="rows">The constants.</param>
/// <param name="ids">The texts' tokens, [n, tokens].</param>
internal sealed class BeginNodes(GraphBuilder graph, BeginRows rows, string ids)
{
    private readonly string _shape = graph.Add(
        "Concat",
        [graph.Add("Shape", [ids], Attributes.Of("start", 0L), Attributes.Of("end", 1L)), graph.Integers(1, 1)],
        Attributes.Of("axis", 0L));

    public string Keys(int block, string others) => Before(others, $"blocks.{block}.attention.begin_key", rows.Key(block));

    public string Values(int block, string others) => Before(others, $"blocks.{block}.attention.begin_value", rows.Value(block));

    /// <summary>The vectors before the last block.</summary>
    public string Last(string others) => Before(others, "begin", rows.Last());

    private string Before(string others, string name, Weight row) =>
        graph.Add("Concat", [graph.Add("Expand", [graph.Weight(name, row), _shape]), others], Attributes.Of("axis", 1L));
}
