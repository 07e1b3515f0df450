namespace Txt2Image.Graphs.Architectures;

/// <summary>The blocks of a transformer.</summary>
/// <param name="layers">Their layers.</param>
/// <param name="weights">Their weights.</param>
internal sealed class Blocks(Layers layers, IReadOnlyList<BlockWeights> weights)
{
    /// <summary>All blocks, for all tokens.</summary>
    public string Run(string x, string? mask) => Run(x, mask, weights.Count, begin: null);

    /// <summary>All blocks, the last one for the token alone that is pooled: [n, 1, width].</summary>
    /// <param name="x">The tokens, without a begin token that is a constant.</param>
    /// <param name="mask">What is added to their scores; null for nothing.</param>
    /// <param name="pooled">Takes the pooled token out of [n, tokens, width].</param>
    /// <param name="pooledMask">The pooled token's part of the mask, [n, 1, tokens]; null for nothing.</param>
    /// <param name="begin">The begin token as a constant; null if it is among the tokens.</param>
    public string RunPooled(string x, string? mask, Func<string, string> pooled, string? pooledMask, BeginNodes? begin = null)
    {
        var last = weights.Count - 1;
        x = Run(x, mask, last, begin);
        x = begin?.Last(x) ?? x;
        var (block, name) = (weights[last], $"blocks.{last}");
        var normed = layers.Norm(x, block.BeforeAttention, $"{name}.before_attention");
        var attended = layers.PooledAttention(pooled(normed), normed, block.Attention, pooledMask, $"{name}.attention");
        return Mlp(layers.Add(pooled(x), attended), block, name);
    }

    private string Run(string x, string? mask, int count, BeginNodes? begin) =>
        Enumerable.Range(0, count).Aggregate(x, (value, at) => Block(value, at, mask, begin));

    private string Block(string x, int at, string? mask, BeginNodes? begin)
    {
        var (block, name) = (weights[at], $"blocks.{at}");
        var normed = layers.Norm(x, block.BeforeAttention, $"{name}.before_attention");
        var attended = begin is null
            ? layers.SelfAttention(normed, block.Attention, mask, $"{name}.attention")
            : layers.SelfAttention(
                normed, block.Attention, mask, $"{name}.attention", keys => begin.Keys(at, keys), values => begin.Values(at, values));
        return Mlp(layers.Add(x, attended), block, name);
    }

    private string Mlp(string x, BlockWeights block, string name) =>
        layers.Add(x, layers.Mlp(layers.Norm(x, block.BeforeMlp, $"{name}.before_mlp"), block.Mlp, $"{name}.mlp"));
}
