namespace Txt2Image.Clip.Models;

/// <summary>The names that exporters give the output with a tower's embeddings.</summary>
internal static class EmbeddingNames
{
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    /// <param name="poolerIsEmbedding">Whether <c>pooler_output</c> is one.</param>
    public static string[] Of(string tower, bool poolerIsEmbedding)
    {
        string[] names = [$"{tower}_embeds", "embedding", $"{tower}_embedding"];
        return poolerIsEmbedding ? [.. names, "pooler_output"] : names;
    }
}
