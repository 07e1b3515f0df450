namespace Txt2Image.Grains.Encoding;

/// <summary>The kind of a work item, in order of priority.</summary>
internal enum WorkKind
{
    /// <summary>The text of a query.</summary>
    Text,

    /// <summary>The image of a query.</summary>
    UrgentImage,

    /// <summary>An image that is being ingested.</summary>
    BulkImage,
}

/// <summary>What the policy knows about a work item.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Length">The number of tokens of a text.</param>
/// <param name="Waited">How long it has waited.</param>
internal readonly record struct Waiting(WorkKind Kind, int Length, TimeSpan Waited);

/// <summary>The limits of a batch.</summary>
/// <param name="MaxBatch">The most items.</param>
/// <param name="MaxTokens">The most tokens, counted as longest x count.</param>
/// <param name="MaxBulk">The most images, unless a query's image leads the batch.</param>
/// <param name="BulkPatience">How long an ingested image waits before it overtakes queries.</param>
/// <param name="BulkLedLast">Whether ingested images led the last batch. Then a waiting query leads this one, however long images have
/// waited.</param>
internal readonly record struct BatchBounds(int MaxBatch, int MaxTokens, int MaxBulk, TimeSpan BulkPatience, bool BulkLedLast);

/// <summary>
/// Chooses the next batch from the waiting items when a device is free; a pure function. Queries come before ingested images, unless one of those has
/// waited too long and images did not lead the last batch. So neither starves the other. The oldest item leads. A text is joined by the texts of the
/// most similar length, because a batch costs its longest x count.
/// </summary>
internal static class BatchPolicy
{
    /// <summary>The indices in <paramref name="waiting"/> (oldest first, not empty) that form the next batch, beginning with its leader.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<Waiting> waiting, BatchBounds bounds)
    {
        var leader = Leader(waiting, bounds);
        return waiting[leader].Kind == WorkKind.Text ? Texts(waiting, leader, bounds) : Images(waiting, leader, bounds);
    }

    private static int Leader(IReadOnlyList<Waiting> waiting, BatchBounds bounds)
    {
        var oldestQuestion = -1;
        for (var i = 0; i < waiting.Count; i++)
        {
            var isBulk = waiting[i].Kind == WorkKind.BulkImage;
            if (isBulk && !bounds.BulkLedLast && waiting[i].Waited >= bounds.BulkPatience)
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
        // A query's image is joined only by other queries' images. Ingested images would make its user wait.
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
