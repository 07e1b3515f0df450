namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>A query whose relevant images are known.</summary>
/// <param name="Number">Its place in the file, from 0.</param>
/// <param name="Text">The text; empty if the file has none.</param>
/// <param name="Group">The group of the breakdown; null if it has none.</param>
/// <param name="Relevant">The relevant images that the collection has.</param>
/// <param name="Missing">The ids and names for which it has none.</param>
internal sealed record PreparedQuery(
    int Number, string Text, string? Group, IReadOnlyList<RelevantImage> Relevant, IReadOnlyList<string> Missing)
{
    /// <summary>Whether there is something to search for, and something to find.</summary>
    public bool IsEvaluable => Text.Length > 0 && Relevant.Count > 0;
}
