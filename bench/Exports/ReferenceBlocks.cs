using Txt2Image.Bench.Models;
using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Converting;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Bench.Exports;

/// <summary>The blocks of <see cref="ReferenceExport"/>.</summary>
internal sealed class ReferenceBlocks(GraphBuilder graph, TowerSize size, TransformersWeights weights)
{
    /// <summary>One length of a value, as a list of one.</summary>
    public static string Length(GraphBuilder graph, string value, long axis) => graph.Add(
        "Unsqueeze", [graph.Add("Gather", [graph.Add("Shape", [value]), graph.Integer(axis)], Attributes.Of("axis", 0L)), graph.Integers(0L)]);

    public string Run(string x, string tower, string? mask)
    {
        foreach (var (at, block) in weights.Blocks(tower).Index())
        {
            x = graph.Add("Add", [x, Attention(Norm(x, block.BeforeAttention, $"{at}.norm1"), block.Attention, mask, $"{at}.attention")]);
            var up = Linear(Norm(x, block.BeforeMlp, $"{at}.norm2"), block.Mlp.Up, $"{at}.up");
            var gate = graph.Add("Sigmoid", [graph.Add("Mul", [up, graph.Number(1.702f)])]);
            x = graph.Add("Add", [x, Linear(graph.Add("Mul", [up, gate]), block.Mlp.Down, $"{at}.down")]);
        }

        return x;
    }

    public string Norm(string x, string name) => Norm(x, weights.Norm(name), name);

    public string Project(string x, Tensor matrix) => graph.Add("MatMul", [x, graph.Weight("projection", WeightValues.Transposed(matrix))]);

    private string Norm(string x, NormWeights norm, string name) => graph.Add(
        "LayerNormalization",
        [x, graph.Weight($"{name}.weight", WeightValues.Of(norm.Scale)), graph.Weight($"{name}.bias", WeightValues.Of(norm.Bias))],
        Attributes.Of("axis", -1L),
        Attributes.Of("epsilon", 1e-5f));

    private string Linear(string x, Linear layer, string name) => graph.Add(
        "Add",
        [
            graph.Weight($"{name}.bias", WeightValues.Of(layer.Bias!)),
            graph.Add("MatMul", [x, graph.Weight($"{name}.weight", WeightValues.Transposed(layer.Matrix))]),
        ]);

    private string Attention(string x, AttentionWeights attention, string? mask, string name)
    {
        var (query, key) = (Linear(x, attention.Query, $"{name}.q"), Linear(x, attention.Key, $"{name}.k"));
        var value = Linear(x, attention.Value, $"{name}.v");
        var scores = graph.Add("MatMul", [Heads(query, x, 0, 2, 1, 3), Heads(key, x, 0, 2, 3, 1)]);
        scores = graph.Add("Mul", [scores, graph.Number((float)(1 / Math.Sqrt(size.Width / size.Heads)))]);
        scores = mask is null ? scores : graph.Add("Add", [scores, mask]);
        var shares = graph.Add("Softmax", [scores], Attributes.Of("axis", -1L));
        var heads = graph.Add("Transpose", [graph.Add("MatMul", [shares, Heads(value, x, 0, 2, 1, 3)])], Attributes.Of("perm", 0, 2, 1, 3));
        return Linear(graph.Add("Reshape", [heads, Shape(x, graph.Integers(size.Width))]), attention.Output, $"{name}.out");
    }

    private string Heads(string value, string x, params long[] order) => graph.Add(
        "Transpose",
        [graph.Add("Reshape", [value, Shape(x, graph.Integers(-1), graph.Integers(size.Width / size.Heads))])],
        Attributes.Of("perm", order));

    /// <summary>The number of texts and of tokens, and what follows.</summary>
    private string Shape(string x, params string[] rest) =>
        graph.Add("Concat", [Length(graph, x, 0), Length(graph, x, 1), .. rest], Attributes.Of("axis", 0L));
}
