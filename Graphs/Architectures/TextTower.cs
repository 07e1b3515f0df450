using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>The graph of a text tower: <c>input_ids</c>, int64 [n, tokens], to embeddings, float32 [n, dimension], not normalised.</summary>
internal static class TextTower
{
    /// <summary>Added to a score, it leaves no share for the token.</summary>
    private const float Hidden = float.MinValue;

    public static GraphBuilder Build(TextSpec spec, TextWeights weights)
    {
        var graph = new GraphBuilder();
        var layers = new Layers(graph, spec.Transformer);
        var ids = graph.Input("input_ids", GraphBuilder.Int64, "batch", spec.NeedsPadding ? spec.Context : "tokens");
        var length = graph.Add("Shape", [ids], Attributes.Of("start", 1L), Attributes.Of("end", 2L));
        var begin = spec.ConstantBegin is { } beginId ? new BeginNodes(graph, new(spec, beginId, weights), ids) : null;
        // All but a begin token that is a constant.
        string Computed(string rows, long axis) => begin is null ? rows : Slice(graph, rows, 1, graph.Integers(long.MaxValue), axis);
        var tokens = graph.Add("Gather", [graph.Weight("tokens", WeightValues.Of(weights.Tokens)), Computed(ids, 1)]);
        var positions = graph.Weight("positions", WeightValues.Of(weights.Positions));
        var x = layers.Add(tokens, Slice(graph, positions, begin is null ? 0 : 1, length, 0));

        var mask = spec.IsCausal ? Mask(graph, spec.Context, length) : null;
        var at = At(graph, spec, ids);
        var isLast = spec.Pooling == TextPooling.Last;
        var places = isLast ? "" : graph.Add("Unsqueeze", [at, graph.Integers(2L)]);
        string Pooled(string value) => isLast
            ? graph.Add("Gather", [value, at], Attributes.Of("axis", 1L))
            : graph.Add("GatherND", [value, places], Attributes.Of("batch_dims", 1L));
        // A last token sees all. Others see what is before them, which is the same row of the mask for [n, 1] places.
        var seen = mask is null || isLast ? null : graph.Add("Gather", [mask, at]);
        x = new Blocks(layers, weights.Blocks).RunPooled(x, mask is null ? null : Computed(mask, 0), Pooled, seen, begin);

        x = graph.Add("Squeeze", [layers.Norm(x, weights.After, "after"), graph.Integers(1L)]);
        x = weights.Projection is { } projection ? layers.Linear(x, projection, "projection") : x;
        x = spec.ConstantBegin is { } known ? Begun(graph, ids, known, x) : x;
        graph.Output(x, spec.Output, "batch", spec.Dimension);
        return graph;
    }

    /// <summary>Some rows of a matrix, or columns.</summary>
    private static string Slice(GraphBuilder graph, string matrix, long start, string end, long axis) =>
        graph.Add("Slice", [matrix, graph.Integers(start), end, graph.Integers(axis)]);

    /// <summary>The embeddings, [n, dimension], of texts that have the begin token first. Others get no number, which the server rejects.</summary>
    private static string Begun(GraphBuilder graph, string ids, int begin, string embeddings)
    {
        var isBegun = graph.Add("Equal", [Slice(graph, ids, 0, graph.Integers(1L), 1), graph.Integer(begin)]);
        return graph.Add("Where", [isBegun, embeddings, graph.Number(float.NaN)]);
    }

    /// <summary>[tokens, tokens]: a row for each token, which hides those behind it.</summary>
    private static string Mask(GraphBuilder graph, int context, string length)
    {
        var values = new float[context * context];
        for (var row = 0; row < context; row++)
        {
            values.AsSpan((row * context) + row + 1, context - row - 1).Fill(Hidden);
        }

        return Slice(graph, Slice(graph, graph.Numbers([context, context], values), 0, length, 0), 0, length, 1);
    }

    /// <summary>Where the pooled token is: [n, 1], or [1] if it is the last.</summary>
    private static string At(GraphBuilder graph, TextSpec spec, string ids)
    {
        if (spec.Pooling == TextPooling.Last)
        {
            return graph.Integers(spec.Context - 1L);
        }

        var marked = spec.Pooling == TextPooling.HighestId ? ids : graph.Add("Equal", [ids, graph.Integer(spec.EndId)]);
        // Every provider finds the largest float; ids are exact in float32.
        var numbers = graph.Add("Cast", [marked], Attributes.Of("to", (long)GraphBuilder.Float));
        return graph.Add("ArgMax", [numbers], Attributes.Of("axis", 1L), Attributes.Of("keepdims", 1L));
    }
}
