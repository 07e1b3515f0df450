using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>CLIP with vision transformers as open_clip has it.</summary>
internal static class OpenClipFamily
{
    public static GraphBuilder Text(TextSpec spec, Checkpoint checkpoint)
    {
        // Models with a text tower of their own class have its name before each tensor's.
        var prefix = checkpoint.Has("text.token_embedding.weight") ? "text." : "";
        var width = spec.Transformer.Width;
        return TextTower.Build(spec, new(
            checkpoint.Take($"{prefix}token_embedding.weight", spec.Vocabulary, width),
            checkpoint.Take($"{prefix}positional_embedding", spec.Context, width),
            Blocks($"{prefix}transformer", spec.Transformer, checkpoint),
            Norm($"{prefix}ln_final", width, checkpoint),
            new(checkpoint.Take($"{prefix}text_projection", width, spec.Dimension), IsInputFirst: true)));
    }

    public static GraphBuilder Vision(VisionSpec spec, bool hasNormBefore, Checkpoint checkpoint)
    {
        var width = spec.Transformer.Width;
        return VisionTower.Build(spec, new(
            checkpoint.Take("visual.conv1.weight", width, 3, spec.PatchSize, spec.PatchSize),
            PatchBias: null,
            checkpoint.Take("visual.class_embedding", width),
            checkpoint.Take("visual.positional_embedding", spec.Patches + 1, width),
            hasNormBefore ? Norm("visual.ln_pre", width, checkpoint) : null,
            Blocks("visual.transformer", spec.Transformer, checkpoint),
            Norm("visual.ln_post", width, checkpoint),
            Pooling: null,
            new(checkpoint.Take("visual.proj", width, spec.Dimension), IsInputFirst: true)));
    }

    private static BlockWeights[] Blocks(string tower, TransformerSpec spec, Checkpoint checkpoint) =>
        [.. Enumerable.Range(0, spec.Layers).Select(i =>
        {
            var block = $"{tower}.resblocks.{i}";
            return new BlockWeights(
                Norm($"{block}.ln_1", spec.Width, checkpoint),
                TorchAttention.Take(checkpoint, $"{block}.attn", spec.Width),
                Norm($"{block}.ln_2", spec.Width, checkpoint),
                new(
                    Linear($"{block}.mlp.c_fc", spec.Hidden, spec.Width, checkpoint),
                    Linear($"{block}.mlp.c_proj", spec.Width, spec.Hidden, checkpoint)));
        })];

    private static Linear Linear(string name, int outputs, int inputs, Checkpoint checkpoint) =>
        new(checkpoint.Take($"{name}.weight", outputs, inputs), checkpoint.Take($"{name}.bias", outputs));

    private static NormWeights Norm(string name, int width, Checkpoint checkpoint) =>
        new(checkpoint.Take($"{name}.weight", width), checkpoint.Take($"{name}.bias", width));
}
