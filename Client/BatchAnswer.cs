namespace Txt2Image.Client;

/// <summary>The outcome of one search of many: an answer, or an error.</summary>
public sealed record BatchAnswer
{
    /// <summary>Which search it is the outcome of, counted from 0.</summary>
    public int Index { get; init; }

    /// <summary>The answer; null if the search failed.</summary>
    public SearchAnswer? Answer { get; init; }

    /// <summary>Why the search failed; null if it has an answer.</summary>
    public ServerErrorException? Error { get; init; }
}
