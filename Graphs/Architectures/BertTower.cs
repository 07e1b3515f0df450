using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>
/// The graph of a text tower that is a BERT (Devlin et al., 2019): <c>input_ids</c> and <c>attention_mask</c>, int64 [n, tokens], to
/// <c>text_embeds</c>, float32 [n, dimension], not normalised.
/// </summary>
internal static class BertTower
{
    /// <summary>Added to a score, it leaves no share for the token.</summary>
    private const float Hidden = float.MinValue;

    public static GraphBuilder Build(BertSpec spec, BertWeights weights)
    {
        var graph = new GraphBuilder();
        var layers = new Layers(graph, spec.Transformer);
        var ids = graph.Input("input_ids", GraphBuilder.Int64, "batch", "tokens");
        var seen = graph.Input("attention_mask", GraphBuilder.Int64, "batch", "tokens");
        var tokens = graph.Add("Gather", [graph.Weight("tokens", WeightValues.Of(weights.Tokens)), ids]);
        var x = layers.Norm(layers.Add(tokens, Positions(graph, spec, weights, ids)), weights.Embedded, "embedded");

        var isHidden = graph.Add("Equal", [seen, graph.Integer(0)]);
        var hidden = graph.Add("Where", [isHidden, graph.Number(Hidden), graph.Number(0)]);
        var mask = graph.Add("Unsqueeze", [hidden, graph.Integers(1, 2)]);
        var pooledMask = graph.Add("Unsqueeze", [hidden, graph.Integers(1L)]);
        foreach (var (at, block) in weights.Blocks.Index())
        {
            // In the last block, the first token alone is computed.
            var name = $"blocks.{at}";
            var isLast = at == weights.Blocks.Count - 1;
            var rows = isLast ? graph.Add("Gather", [x, graph.Integers(0L)], Attributes.Of("axis", 1L)) : x;
            var attended = isLast
                ? layers.PooledAttention(rows, x, block.Attention, pooledMask, $"{name}.attention")
                : layers.SelfAttention(x, block.Attention, mask, $"{name}.attention");
            x = layers.Norm(layers.Add(rows, attended), block.AfterAttention, $"{name}.after_attention");
            x = layers.Norm(layers.Add(x, layers.Mlp(x, block.Mlp, $"{name}.mlp")), block.AfterMlp, $"{name}.after_mlp");
        }

        x = graph.Add("Squeeze", [x, graph.Integers(1L)]);
        x = weights.After is { } after ? layers.Norm(x, after, "after") : x;
        foreach (var (at, projection) in weights.Projections.Index())
        {
            x = layers.Linear(x, projection, $"projection.{at}");
        }

        graph.Output(x, "text_embeds", "batch", spec.Dimension);
        return graph;
    }

    /// <summary>The vectors of the positions, to which that of the only token type is added when they are written.</summary>
    private static string Positions(GraphBuilder graph, BertSpec spec, BertWeights weights, string ids)
    {
        var table = graph.Weight("positions", WeightValues.PlusRow(weights.Positions, weights.Types.Rows(0, 1)));
        if (spec.PadId is not { } pad)
        {
            var length = graph.Add("Shape", [ids], Attributes.Of("start", 1L), Attributes.Of("end", 2L));
            return graph.Add("Slice", [table, graph.Integers(0L), length, graph.Integers(0L)]);
        }

        var isPad = graph.Add("Equal", [ids, graph.Integer(pad)]);
        var counts = graph.Add("Where", [isPad, graph.Integer(0), graph.Integer(1)]);
        var counted = graph.Add("Mul", [graph.Add("CumSum", [counts, graph.Integer(1)]), counts]);
        return graph.Add("Gather", [table, graph.Add("Add", [counted, graph.Integer(pad)])]);
    }
}
