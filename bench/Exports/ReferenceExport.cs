using Txt2Image.Bench.Models;
using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Converting;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Bench.Exports;

/// <summary>
/// Writes the graphs that torch's exporter (operators of version 17) makes of transformers' CLIP, node by node: query, key and value apart, shapes
/// computed from values in each block, the causal mask made at run time, and all tokens in the last block. ONNX Runtime may improve it as it can.
/// </summary>
internal static class ReferenceExport
{
    public static void Write(ClipSize size, string checkpoint, string text, string vision)
    {
        using var tensors = Checkpoint.Open(checkpoint);
        GraphFile.Write(text, Text(size, tensors), static _ => { });
        GraphFile.Write(vision, Vision(size, tensors), static _ => { });
    }

    private static GraphBuilder Text(ClipSize size, Checkpoint tensors)
    {
        var graph = new GraphBuilder();
        var given = graph.Input("input_ids", GraphBuilder.Int64, "batch", "tokens");
        var (batch, length) = (ReferenceBlocks.Length(graph, given, 0), ReferenceBlocks.Length(graph, given, 1));
        var ids = graph.Add("Reshape", [given, graph.Add("Concat", [graph.Integers(-1), length], Attributes.Of("axis", 0L))]);
        var places = graph.Add("Slice", [graph.Integers([.. Enumerable.Range(0, size.Context)]), graph.Integers(0L), length]);
        var tokens = Take(graph, tensors, "text_model.embeddings.token_embedding.weight", size.Vocabulary, size.Text.Width);
        var positions = Take(graph, tensors, "text_model.embeddings.position_embedding.weight", size.Context, size.Text.Width);
        var x = graph.Add("Add", [graph.Add("Gather", [tokens, ids]), graph.Add("Gather", [positions, places])]);
        var blocks = new ReferenceBlocks(graph, size.Text, new TransformersWeights(tensors, Spec(size.Text)));
        x = blocks.Norm(blocks.Run(x, "text_model", Mask(graph, batch, length)), "text_model.final_layer_norm");

        // The end token's vector: its place in all tokens of the batch.
        var numbers = graph.Add("Cast", [ids], Attributes.Of("to", 6L));
        var at = graph.Add("ArgMax", [numbers], Attributes.Of("axis", -1L), Attributes.Of("keepdims", 0L));
        var texts = graph.Add("Range", [graph.Integer(0), graph.Add("Squeeze", [batch]), graph.Integer(1)]);
        var place = graph.Add("Add", [graph.Add("Mul", [texts, length]), at]);
        var pooled = graph.Add("Gather", [graph.Add("Flatten", [x], Attributes.Of("axis", 2L)), place]);
        var projection = tensors.Take("text_projection.weight", size.Dimension, size.Text.Width);
        graph.Output(blocks.Project(pooled, projection), "text_embeds", "batch", size.Dimension);
        return graph;
    }

    private static GraphBuilder Vision(ClipSize size, Checkpoint tensors)
    {
        var graph = new GraphBuilder();
        var (width, patches) = (size.Vision.Width, size.Image / size.Patch * (size.Image / size.Patch));
        var pixels = graph.Input("pixel_values", GraphBuilder.Float, "batch", 3, size.Image, size.Image);
        var grid = graph.Add(
            "Conv",
            [pixels, Take(graph, tensors, "vision_model.embeddings.patch_embedding.weight", width, 3, size.Patch, size.Patch)],
            Attributes.Of("kernel_shape", size.Patch, size.Patch),
            Attributes.Of("strides", size.Patch, size.Patch));
        var shape = graph.Add(
            "Concat",
            [graph.Add("Slice", [graph.Add("Shape", [grid]), graph.Integers(0L), graph.Integers(2L)]), graph.Integers(-1)],
            Attributes.Of("axis", 0L));
        var rows = graph.Add("Transpose", [graph.Add("Reshape", [grid, shape])], Attributes.Of("perm", 0, 2, 1));
        var token = graph.Weight("class_token", WeightValues.Of(tensors.Take("vision_model.embeddings.class_embedding", width)));
        var each = graph.Add(
            "Concat", [ReferenceBlocks.Length(graph, pixels, 0), graph.Integers(1), graph.Integers(width)], Attributes.Of("axis", 0L));
        var all = graph.Add("Concat", [graph.Add("Expand", [token, each]), rows], Attributes.Of("axis", 1L));
        var positions = Take(graph, tensors, "vision_model.embeddings.position_embedding.weight", patches + 1, width);
        var places = graph.Integers([.. Enumerable.Range(0, patches + 1)]);
        var blocks = new ReferenceBlocks(graph, size.Vision, new TransformersWeights(tensors, Spec(size.Vision)));
        var x = blocks.Norm(graph.Add("Add", [all, graph.Add("Gather", [positions, places])]), "vision_model.pre_layrnorm");
        x = graph.Add("Gather", [blocks.Run(x, "vision_model", mask: null), graph.Integer(0)], Attributes.Of("axis", 1L));
        x = blocks.Norm(x, "vision_model.post_layernorm");
        graph.Output(blocks.Project(x, tensors.Take("visual_projection.weight", size.Dimension, width)), "image_embeds", "batch", size.Dimension);
        return graph;
    }

    private static TransformerSpec Spec(TowerSize size) => new(size.Width, size.Heads, size.Blocks, size.Inner, Activation.QuickGelu, 1e-5f);

    private static string Take(GraphBuilder graph, Checkpoint tensors, string name, params ReadOnlySpan<long> shape) =>
        graph.Weight(name, WeightValues.Of(tensors.Take(name, shape)));

    /// <summary>[n, 1, tokens, tokens]: the least float32 for every later token.</summary>
    private static string Mask(GraphBuilder graph, string batch, string length)
    {
        var range = graph.Add("Range", [graph.Integer(0), graph.Add("Squeeze", [length]), graph.Integer(1)]);
        var column = graph.Add("Unsqueeze", [graph.Add("Add", [range, graph.Integer(1)]), graph.Integers(1)]);
        var mask = graph.Add("Where", [graph.Add("Less", [range, column]), graph.Number(0), graph.Number(float.MinValue)]);
        var shape = graph.Add("Concat", [batch, graph.Integers(1), length, length], Attributes.Of("axis", 0L));
        return graph.Add("Expand", [graph.Add("Unsqueeze", [mask, graph.Integers(0, 1)]), shape]);
    }
}
