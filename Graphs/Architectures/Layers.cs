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
        var matrix = layer.IsInputFirst ? WeightValues.Of(layer.Matrix) : WeightValues.Transposed(layer.Matrix);
        return Biased(graph.Add("MatMul", [x, graph.Weight($"{name}.matrix", matrix)]), layer, name);
    }

    public string Add(string x, string y) => graph.Add("Add", [x, y]);

    public string Mlp(string x, MlpWeights weights, string name) =>
        Linear(Activate(Linear(x, weights.Up, $"{name}.up")), weights.Down, $"{name}.down");

    /// <summary>An attention of all tokens to all tokens.</summary>
    /// <param name="x">The tokens.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="mask">What is added to the scores; null for nothing.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="allKeys">Adds keys to those of the tokens; null for none.</param>
    /// <param name="allValues">Adds values to those of the tokens; null for none.</param>
    public string SelfAttention(
        string x, AttentionWeights weights, string? mask, string name, Func<string, string>? allKeys = null, Func<string, string>? allValues = null)
    {
        var (query, key) = (Linear(x, weights.Query, $"{name}.query"), Linear(x, weights.Key, $"{name}.key"));
        var value = Linear(x, weights.Value, $"{name}.value");
        (key, value) = (allKeys?.Invoke(key) ?? key, allValues?.Invoke(value) ?? value);
        var product = graph.Add("MatMul", [Heads(query, 0, 2, 1, 3), Heads(key, 0, 2, 3, 1)]);
        var shares = Shares(product, mask);
        var heads = graph.Add("Transpose", [graph.Add("MatMul", [shares, Heads(value, 0, 2, 1, 3)])], Attributes.Of("perm", 0, 2, 1, 3));
        return Linear(graph.Add("Reshape", [heads, graph.Integers(0, 0, spec.Width)]), weights.Output, $"{name}.output");
    }

    /// <summary>An attention of one question to all tokens, whose keys and values are not computed.</summary>
    /// <param name="question">The question: [n, 1, width], or [1, 1, width] if it is the same for all.</param>
    /// <param name="x">The tokens.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="mask">What is added to the scores, [n, 1, tokens]; null for nothing.</param>
    /// <param name="name">The layer's name.</param>
    /// <remarks>
    /// q . (K x + b) is (q K) . x + q . b, and the last term is the same for all tokens, so that softmax drops it. The sum of p (V x + b) is
    /// V (sum of p x) + b, because shares add up to 1. So a question costs two products with a vector for each head, instead of two with all tokens.
    /// </remarks>
    public string PooledAttention(string question, string x, AttentionWeights weights, string? mask, string name)
    {
        string Each(string value, long width) => graph.Add("Reshape", [value, graph.Integers(0, spec.Heads, 1, width)]);
        string ByHead(string value, string matrix, Weight weight) => graph.Add("MatMul", [value, graph.Weight($"{name}.{matrix}", weight)]);
        var query = Each(Linear(question, weights.Query, $"{name}.query"), _headWidth);
        var keyed = ByHead(query, "key", WeightValues.Heads(weights.Key.Matrix, spec.Heads));
        keyed = graph.Add("Reshape", [keyed, graph.Integers(0, spec.Heads, spec.Width)]);
        var shares = Shares(graph.Add("MatMul", [keyed, graph.Add("Transpose", [x], Attributes.Of("perm", 0, 2, 1))]), mask);
        var mixed = Each(graph.Add("MatMul", [shares, x]), spec.Width);
        mixed = ByHead(mixed, "value", WeightValues.TransposedHeads(weights.Value.Matrix, spec.Heads));
        var values = Biased(graph.Add("Reshape", [mixed, graph.Integers(0, 1, spec.Width)]), weights.Value, $"{name}.value");
        return Linear(values, weights.Output, $"{name}.output");
    }

    private string Biased(string product, Linear layer, string name) =>
        layer.Bias is { } bias ? Add(product, graph.Weight($"{name}.bias", WeightValues.Of(bias))) : product;

    private string Shares(string product, string? mask)
    {
        var scores = graph.Add("Mul", [product, graph.Number((float)(1 / Math.Sqrt(_headWidth)))]);
        return graph.Add("Softmax", [mask is null ? scores : Add(scores, mask)], Attributes.Of("axis", -1L));
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
