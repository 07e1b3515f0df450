using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>Takes layers by the names that transformers gives them.</summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="spec">The transformer's sizes.</param>
internal sealed class TransformersWeights(Checkpoint checkpoint, TransformerSpec spec)
{
    public Linear Linear(string name, int outputs, int inputs) =>
        new(checkpoint.Take($"{name}.weight", outputs, inputs), checkpoint.Take($"{name}.bias", outputs));

    public NormWeights Norm(string name) => new(checkpoint.Take($"{name}.weight", spec.Width), checkpoint.Take($"{name}.bias", spec.Width));

    public MlpWeights Mlp(string name) =>
        new(Linear($"{name}.fc1", spec.Hidden, spec.Width), Linear($"{name}.fc2", spec.Width, spec.Hidden));

    public IReadOnlyList<BlockWeights> Blocks(string tower) => [.. Enumerable.Range(0, spec.Layers).Select(i =>
    {
        var block = $"{tower}.encoder.layers.{i}";
        return new BlockWeights(
            Norm($"{block}.layer_norm1"),
            new(Square($"{block}.self_attn.q_proj"), Square($"{block}.self_attn.k_proj"), Square($"{block}.self_attn.v_proj"),
                Square($"{block}.self_attn.out_proj")),
            Norm($"{block}.layer_norm2"),
            Mlp($"{block}.mlp"));
    })];

    private Linear Square(string name) => Linear(name, spec.Width, spec.Width);
}
