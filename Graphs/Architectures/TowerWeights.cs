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

/// <summary>The weights of a block whose halves are added to their input first, and then normalised.</summary>
internal sealed record BertBlockWeights(AttentionWeights Attention, NormWeights AfterAttention, MlpWeights Mlp, NormWeights AfterMlp);

/// <summary>The weights of a text tower that is a BERT.</summary>
/// <param name="Tokens">The vectors of the tokens.</param>
/// <param name="Positions">The vectors of the positions.</param>
/// <param name="Types">The vectors of the token types.</param>
/// <param name="Embedded">The normalisation before the blocks.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="After">The normalisation behind them; null for none.</param>
/// <param name="Projections">The linear layers behind it, in their order.</param>
internal sealed record BertWeights(
    Tensor Tokens,
    Tensor Positions,
    Tensor Types,
    NormWeights Embedded,
    IReadOnlyList<BertBlockWeights> Blocks,
    NormWeights? After,
    IReadOnlyList<Linear> Projections);

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
