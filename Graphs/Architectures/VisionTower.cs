using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Architectures;

/// <summary>
/// The graph of a vision tower: <c>pixel_values</c>, float32 [n, 3, size, size], to embeddings, float32 [n, dimension], not normalised.
/// </summary>
internal static class VisionTower
{
    public static GraphBuilder Build(VisionSpec spec, VisionWeights weights)
    {
        var graph = new GraphBuilder();
        var layers = new Layers(graph, spec.Transformer);
        var pixels = graph.Input("pixel_values", GraphBuilder.Float, "batch", 3, spec.ImageSize, spec.ImageSize);
        var x = Positioned(graph, Patches(graph, layers, pixels, spec, weights), weights);
        x = weights.Before is { } before ? layers.Norm(x, before, "before") : x;

        var blocks = new Blocks(layers, weights.Blocks);
        if (weights.Pooling is { } pooling)
        {
            x = Pool(graph, layers, layers.Norm(blocks.Run(x, mask: null), weights.After, "after"), pooling);
        }
        else
        {
            var first = graph.Integers(0L);
            x = blocks.RunPooled(x, mask: null, value => graph.Add("Gather", [value, first], Attributes.Of("axis", 1L)), pooledMask: null);
            x = layers.Norm(x, weights.After, "after");
        }

        x = graph.Add("Squeeze", [x, graph.Integers(1L)]);
        x = weights.Projection is { } projection ? layers.Linear(x, projection, "projection") : x;
        graph.Output(x, spec.Output, "batch", spec.Dimension);
        return graph;
    }

    /// <summary>The patches' vectors, [n, patches, width]: a convolution whose steps are as wide as its kernel, as one product of matrices.</summary>
    private static string Patches(GraphBuilder graph, Layers layers, string pixels, VisionSpec spec, VisionWeights weights)
    {
        var (grid, patch) = (spec.ImageSize / spec.PatchSize, spec.PatchSize);
        if (grid * patch < spec.ImageSize)
        {
            pixels = graph.Add("Slice", [pixels, graph.Integers(0, 0), graph.Integers(grid * patch, grid * patch), graph.Integers(2, 3)]);
        }

        var cells = graph.Add("Reshape", [pixels, graph.Integers(0, 3, grid, patch, grid, patch)]);
        cells = graph.Add("Transpose", [cells], Attributes.Of("perm", 0, 2, 4, 1, 3, 5));
        var rows = graph.Add("Reshape", [cells, graph.Integers(0, grid * grid, 3 * patch * patch)]);
        return layers.Linear(rows, new(weights.Patch, weights.PatchBias), "patch");
    }

    /// <summary>
    /// Adds the positions. The class token is the same for all images, so it is an empty row before the patches, and its vector is part of the first
    /// position.
    /// </summary>
    private static string Positioned(GraphBuilder graph, string patches, VisionWeights weights)
    {
        if (weights.ClassToken is not { } token)
        {
            return graph.Add("Add", [patches, graph.Weight("positions", WeightValues.Of(weights.Positions))]);
        }

        var padded = graph.Add("Pad", [patches, graph.Integers(0, 1, 0, 0, 0, 0)]);
        return graph.Add("Add", [padded, graph.Weight("positions", WeightValues.WithFirstRow(weights.Positions, token))]);
    }

    private static string Pool(GraphBuilder graph, Layers layers, string x, PoolingWeights weights)
    {
        var question = graph.Weight("pooling.question", WeightValues.Of(weights.Question));
        var pooled = layers.PooledAttention(question, x, weights.Attention, mask: null, "pooling.attention");
        return layers.Add(pooled, layers.Mlp(layers.Norm(pooled, weights.BeforeMlp, "pooling.before_mlp"), weights.Mlp, "pooling.mlp"));
    }
}
