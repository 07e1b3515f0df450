namespace Txt2Image.Grains.Encoding;

/// <summary>
/// How long a job would wait for its device, in whole batches: what is ahead of it and itself form batches as <see cref="BatchPolicy"/> would, and of
/// these
/// it waits for all but its own share. A pure function; a tower whose cost is not known well enough adds nothing.
/// </summary>
internal static class QueueEstimate
{
    /// <summary>Milliseconds until the job is done, less what it would take alone.</summary>
    /// <param name="job">The job that comes.</param>
    /// <param name="waiting">What waits already.</param>
    /// <param name="costs">What batches cost.</param>
    /// <param name="bounds">How batches form.</param>
    /// <param name="waited">How long a waiting job has waited.</param>
    public static double Milliseconds(
        EncodeJob job, IReadOnlyList<EncodeJob> waiting, DeviceCosts costs, BatchBounds bounds, Func<EncodeJob, TimeSpan> waited)
    {
        int texts = 0, tokens = 0, images = 0, bulk = 0, impatient = 0;
        foreach (var ahead in waiting)
        {
            switch (ahead.Kind)
            {
                case WorkKind.Text:
                    texts++;
                    tokens += ahead.Tokens.Length;
                    break;
                case WorkKind.UrgentImage:
                    images++;
                    break;
                default:
                    bulk++;
                    impatient += waited(ahead) >= bounds.BulkPatience ? 1 : 0;
                    break;
            }
        }

        var isBulk = job.Kind == WorkKind.BulkImage;
        var own = job.Kind == WorkKind.Text ? job.Tokens.Length : 1;
        var textBatches = Math.Max(Batches(texts + (job.Kind == WorkKind.Text ? 1 : 0), bounds.MaxBatch), Batches(tokens, bounds.MaxTokens));
        var imageBatches = Batches(images + (job.Kind == WorkKind.UrgentImage ? 1 : 0), bounds.MaxBatch);

        // A bulk image waits for all that is here; a question only for bulk that has lost its patience, which leads every other batch at most.
        var bulkItems = isBulk ? bulk + 1 : Math.Min(impatient, (textBatches + imageBatches) * bounds.MaxBulk);
        return Cost(costs.Texts, textBatches, tokens + (job.Kind == WorkKind.Text ? own : 0))
            + Cost(costs.Images, imageBatches + Batches(bulkItems, bounds.MaxBulk), images + bulkItems + (job.Kind == WorkKind.UrgentImage ? 1 : 0))
            - Cost(costs.Of(job.Kind), 1, own);
    }

    private static int Batches(int items, int most) => (items + most - 1) / most;

    private static double Cost(BatchCost tower, int batches, int work) =>
        tower.IsTrusted ? batches * tower.Current.PerBatch + work * tower.Current.PerUnit : 0;
}
