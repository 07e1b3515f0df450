using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>Asks one question of an index and waits for its answer.</summary>
internal static class IndexSearches
{
    /// <summary>Reads the codes and only those floats that can matter.</summary>
    public static ScanResult SearchCoded(this RowIndex index, float[] query, int k, Filter? filter, CancellationToken cancellationToken) =>
        Ask(new ScanQueue(() => index), query, k, filter, cancellationToken);

    /// <summary>Reads every float.</summary>
    public static ScanResult SearchFloat(this RowIndex index, float[] query, int k, Filter? filter, CancellationToken cancellationToken) =>
        Ask(new ScanQueue(() => index, useCodes: false), query, k, filter, cancellationToken);

    /// <summary>Merges blocks as long as it is worth it.</summary>
    public static RowIndex Compacted(this RowIndexWriter writer, int blockRows)
    {
        var index = writer.Publish();
        while (Compaction.Choose(index, blockRows) is { Count: > 0 } chosen)
        {
            writer.Replace(chosen, Compaction.Merge(chosen));
            index = writer.Publish();
        }

        return index;
    }

    private static ScanResult Ask(ScanQueue queue, float[] query, int k, Filter? filter, CancellationToken cancellationToken) =>
        queue.AskAsync(new ScanQuestion(query, k, filter, cancellationToken)).GetAwaiter().GetResult();
}
