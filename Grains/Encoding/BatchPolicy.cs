namespace Txt2Image.Grains.Encoding;

/// <summary>What a piece of work is, in the order in which kinds are served.</summary>
internal enum WorkKind
{
    /// <summary>A question's text.</summary>
    Text,

    /// <summary>A question's image.</summary>
    UrgentImage,

    /// <summary>An image that is being ingested.</summary>
    BulkImage,
}

/// <summary>What the policy knows of a piece of work.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">A text's number of tokens.</param>
/// <param name="Waited">How long it has waited.</param>
internal readonly record struct Waiting(WorkKind Kind, int Length, TimeSpan Waited);

/// <summary>Bounds of one batch.</summary>
/// <param name="MaxBatch">The most items.</param>
/// <param name="MaxTokens">The most tokens, counted as longest x number.</param>
/// <param name="MaxBulk">The most images when no question's image leads.</param>
/// <param name="BulkPatience">After how long an ingested image passes questions.</param>
internal readonly record struct BatchBounds(int MaxBatch, int MaxTokens, int MaxBulk, TimeSpan BulkPatience);

/// <summary>
/// Chooses the next batch from what waits when a device is free; a pure function. Questions come before ingested images, unless one of those has lost
/// its patience. The oldest leads, so nothing starves; to a text, the texts nearest to its length are added, because a batch costs its longest x number.
/// </summary>
internal static class BatchPolicy
{
    /// <summary>The places in <paramref name="waiting"/> (oldest first, not empty) that form the next batch; the first of them leads.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<Waiting> waiting, BatchBounds bounds)
    {
        var leader = Leader(waiting, bounds.BulkPatience);
        return waiting[leader].Kind == WorkKind.Text ? Texts(waiting, leader, bounds) : Images(waiting, leader, bounds);
    }

    private static int Leader(IReadOnlyList<Waiting> waiting, TimeSpan patience)
    {
        var oldestQuestion = -1;
        for (var i = 0; i < waiting.Count; i++)
        {
            var isBulk = waiting[i].Kind == WorkKind.BulkImage;
            if (isBulk && waiting[i].Waited >= patience)
            {
                return i;
            }

            if (!isBulk && oldestQuestion < 0)
            {
                oldestQuestion = i;
            }
        }

        return Math.Max(oldestQuestion, 0);
    }

    private static List<int> Texts(IReadOnlyList<Waiting> waiting, int leader, BatchBounds bounds)
    {
        var neighbours = Enumerable.Range(0, waiting.Count)
            .Where(i => i != leader && waiting[i].Kind == WorkKind.Text)
            .OrderBy(i => Math.Abs(waiting[i].Length - waiting[leader].Length))
            .ThenBy(i => i);

        List<int> batch = [leader];
        var longest = waiting[leader].Length;
        foreach (var i in neighbours)
        {
            if (batch.Count == bounds.MaxBatch)
            {
                break;
            }

            var wouldBe = Math.Max(longest, waiting[i].Length);
            if (wouldBe * (batch.Count + 1) > bounds.MaxTokens)
            {
                continue;
            }

            longest = wouldBe;
            batch.Add(i);
        }

        return batch;
    }

    private static List<int> Images(IReadOnlyList<Waiting> waiting, int leader, BatchBounds bounds)
    {
        // A question's image takes other questions' images along, never the ingest, which would make its person wait.
        var kind = waiting[leader].Kind;
        var most = kind == WorkKind.BulkImage ? Math.Min(bounds.MaxBatch, bounds.MaxBulk) : bounds.MaxBatch;
        List<int> batch = [leader];
        for (var i = 0; i < waiting.Count && batch.Count < most; i++)
        {
            if (i != leader && waiting[i].Kind == kind)
            {
                batch.Add(i);
            }
        }

        return batch;
    }
}
