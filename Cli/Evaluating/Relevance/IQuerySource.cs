namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>Where queries come from. They are read one after the other, and not kept.</summary>
internal interface IQuerySource
{
    /// <summary>How many queries there are; null if that is not known before the end.</summary>
    long? Count { get; }

    /// <summary>Reads the queries, from the first; their numbers ascend.</summary>
    IAsyncEnumerable<PreparedQuery> ReadAsync(CancellationToken cancellationToken);
}
