using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>The layers of a transformer as nodes of a graph. Values are [n, tokens, width].</summary>
/// <param name="graph">The graph.</param>
/// <param name="spec">The transformer's sizes.</param>
internal sealed class Layers(GraphBuilder graph, TransformerSpec spec)
{
    private readonly int _headWidth = spec.Width / spec.Heads;

    public string Norm(string x, NormWeights weights, string name) => graph.Add(
        "LayerNormalization",
        [
            x, graph.Weight($"{name}.scale", WeightValues.Of(weights.Scale)), graph.Weight($"{name}.bias", WeightValues.Of(weights.Bias)),
        ],
        Attributes.Of("axis", -1L),
        Attributes.Of("epsilon", spec.Epsilon));

    public string Linear(string x, Linear layer, string name)
    {
        var matrix = layer.IsInputFirst ? WeightValues.Of(layer.Matrices.Single()) : WeightValues.Transposed(layer.Matrices);
        var product = graph.Add("MatMul", [x, graph.Weight($"{name}.matrix", matrix)]);
        return layer.Biases.Count == 0
            ? product
            : graph.Add("Add", [product, graph.Weight($"{name}.bias", WeightValues.Joined(layer.Biases))]);
    }

    public string Add(string x, string y) => graph.Add("Add", [x, y]);

    public string Mlp(string x, MlpWeights weights, string name) =>
        Linear(Activate(Linear(x, weights.Up, $"{name}.up")), weights.Down, $"{name}.down");

    /// <summary>An attention of all tokens to all tokens.</summary>
    /// <param name="x">The tokens.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="mask">What is added to the scores; null for nothing.</param>
    /// <param name="pooled">Takes the tokens that are wanted; null for all.</param>
    /// <param name="name">The layer's name.</param>
    /// <remarks>
    /// All tokens attend, even if one is wanted: a product with a single row adds its terms in an order that depends on the padding, and a text would
    /// not have the same bits alone and in a batch.
    /// </remarks>
    public string SelfAttention(string x, AttentionWeights weights, string? mask, Func<string, string>? pooled, string name)
    {
        var all = Linear(x, Architectures.Linear.Beside(weights.Query, weights.Key, weights.Value), $"{name}.query_key_value");
        var parts = graph.Add("Split", [all, graph.Integers(spec.Width, spec.Width, spec.Width)], 3, Attributes.Of("axis", -1L));
        var attended = Attend(parts[0], parts[1], parts[2], mask);
        return Linear(pooled is null ? attended : pooled(attended), weights.Output, $"{name}.output");
    }

    /// <summary>An attention of some questions to all tokens.</summary>
    public string Attention(string questions, string x, AttentionWeights weights, string name)
    {
        var query = Linear(questions, weights.Query, $"{name}.query");
        var rest = Linear(x, Architectures.Linear.Beside(weights.Key, weights.Value), $"{name}.key_value");
        var parts = graph.Add("Split", [rest, graph.Integers(spec.Width, spec.Width)], 2, Attributes.Of("axis", -1L));
        return Linear(Attend(query, parts[0], parts[1], mask: null), weights.Output, $"{name}.output");
    }

    private string Attend(string query, string key, string value, string? mask)
    {
        var product = graph.Add("MatMul", [Heads(query, 0, 2, 1, 3), Heads(key, 0, 2, 3, 1)]);
        var scores = graph.Add("Mul", [product, graph.Number((float)(1 / Math.Sqrt(_headWidth)))]);
        var shares = graph.Add("Softmax", [mask is null ? scores : Add(scores, mask)], Attributes.Of("axis", -1L));
        var heads = graph.Add("Transpose", [graph.Add("MatMul", [shares, Heads(value, 0, 2, 1, 3)])], Attributes.Of("perm", 0, 2, 1, 3));
        return graph.Add("Reshape", [heads, graph.Integers(0, 0, spec.Width)]);
    }

    /// <summary>[n, tokens, width] as [n, tokens, heads, width of a head], with its axes in another order.</summary>
    private string Heads(string x, params long[] order) => graph.Add(
        "Transpose", [graph.Add("Reshape", [x, graph.Integers(0, 0, spec.Heads, _headWidth)])], Attributes.Of("perm", order));

    private string Activate(string x)
    {
        string Times(string a, float b) => graph.Add("Mul", [a, graph.Number(b)]);
        switch (spec.Activation)
        {
            case Activation.QuickGelu:
                return graph.Add("Mul", [x, graph.Add("Sigmoid", [Times(x, 1.702f)])]);
            case Activation.Gelu:
                var erf = graph.Add("Erf", [graph.Add("Div", [x, graph.Number((float)Math.Sqrt(2))])]);
                return Times(graph.Add("Mul", [x, Add(erf, graph.Number(1))]), .5f);
            default:
                var cube = graph.Add("Mul", [graph.Add("Mul", [x, x]), x]);
                var inner = Times(Add(x, Times(cube, .044715f)), (float)Math.Sqrt(2 / Math.PI));
                return Times(graph.Add("Mul", [x, Add(graph.Add("Tanh", [inner]), graph.Number(1))]), .5f);
        }
    }
}
