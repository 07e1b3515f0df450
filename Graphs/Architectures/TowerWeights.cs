using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>The weights of a normalisation.</summary>
internal sealed record NormWeights(Tensor Scale, Tensor Bias);

/// <summary>The weights of an attention.</summary>
internal sealed record AttentionWeights(Linear Query, Linear Key, Linear Value, Linear Output);

/// <summary>The weights of an MLP.</summary>
internal sealed record MlpWeights(Linear Up, Linear Down);

/// <summary>The weights of a block: both halves are normalised first, and added to their input.</summary>
internal sealed record BlockWeights(NormWeights BeforeAttention, AttentionWeights Attention, NormWeights BeforeMlp, MlpWeights Mlp);

/// <summary>The weights of a pooling by attention.</summary>
/// <param name="Question">The learned question, [1, 1, width].</param>
/// <param name="Attention">The attention.</param>
/// <param name="BeforeMlp">The normalisation before the MLP.</param>
/// <param name="Mlp">The MLP, whose result is added to its input.</param>
internal sealed record PoolingWeights(Tensor Question, AttentionWeights Attention, NormWeights BeforeMlp, MlpWeights Mlp);

/// <summary>The weights of a text tower.</summary>
internal sealed record TextWeights(
    Tensor Tokens, Tensor Positions, IReadOnlyList<BlockWeights> Blocks, NormWeights After, Linear? Projection);

/// <summary>The weights of a vision tower.</summary>
internal sealed record VisionWeights(
    Tensor Patch,
    Tensor? PatchBias,
    Tensor? ClassToken,
    Tensor Positions,
    NormWeights? Before,
    IReadOnlyList<BlockWeights> Blocks,
    NormWeights After,
    PoolingWeights? Pooling,
    Linear? Projection);
