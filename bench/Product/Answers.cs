namespace Txt2Image.Bench.Product;

/// <summary>What is read of <c>/status</c>.</summary>
internal sealed record StatusAnswer(string Model, IReadOnlyList<CollectionAnswer> Collections, IndexingAnswer? Indexing);

internal sealed record CollectionAnswer(string Name, long Images);

internal sealed record IndexingAnswer(int Done, int Total);

/// <summary>What is read of a search's answer.</summary>
internal sealed record SearchReply(IReadOnlyList<SearchReplyHit> Hits);

internal sealed record SearchReplyHit(string Name, float Score);
