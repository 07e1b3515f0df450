using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>
/// What the blocks of a causal text tower make of the begin token. It is the first token and sees only itself, so all of this is the same for every
/// text: it is computed here in double precision, when the first of these weights is written, and is a constant of the graph.
/// </summary>
/// <param name="spec">The tower.</param>
/// <param name="id">The begin token.</param>
/// <param name="weights">The tower's weights.</param>
internal sealed class BeginRows(TextSpec spec, int id, TextWeights weights)
{
    private readonly Lazy<Computed> _computed = new(() => Compute(spec.Transformer, id, weights));

    /// <summary>Its key in a block other than the last, [1, 1, width].</summary>
    public Weight Key(int block) => Row(computed => computed.Keys[block]);

    /// <summary>Its value in a block other than the last, [1, 1, width].</summary>
    public Weight Value(int block) => Row(computed => computed.Values[block]);

    /// <summary>Its vector before the last block, [1, 1, width].</summary>
    public Weight Last() => Row(static computed => computed.Last);

    private Weight Row(Func<Computed, double[]> row) =>
        new([1, 1, spec.Transformer.Width], writer => writer.Write([.. row(_computed.Value).Select(static value => (float)value)]));

    private static Computed Compute(TransformerSpec spec, int id, TextWeights weights)
    {
        var layers = new RowLayers(spec);
        var row = RowLayers.Add(RowLayers.Row(weights.Tokens, id), RowLayers.Row(weights.Positions, 0));
        List<double[]> keys = [], values = [];
        foreach (var block in weights.Blocks.SkipLast(1))
        {
            var normed = layers.Norm(row, block.BeforeAttention);
            keys.Add(RowLayers.Linear(normed, block.Attention.Key));
            // The token's share of its own value is 1.
            values.Add(RowLayers.Linear(normed, block.Attention.Value));
            row = RowLayers.Add(row, RowLayers.Linear(values[^1], block.Attention.Output));
            row = RowLayers.Add(row, layers.Mlp(layers.Norm(row, block.BeforeMlp), block.Mlp));
        }

        return new(keys, values, row);
    }

    private sealed record Computed(IReadOnlyList<double[]> Keys, IReadOnlyList<double[]> Values, double[] Last);
}
