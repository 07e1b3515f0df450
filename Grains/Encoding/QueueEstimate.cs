namespace Txt2Image.Grains.Encoding;

/// <summary>
/// How long a job would wait for its device. It counts whole batches: the jobs ahead and the job itself form batches as <see cref="BatchPolicy"/>
/// forms them. A pure function; a tower whose cost is not known well enough adds nothing.
/// </summary>
internal static class QueueEstimate
{
    /// <summary>Milliseconds until the job is done, less what it would take alone.</summary>
    /// <param name="job">The new job.</param>
    /// <param name="waiting">The jobs that wait already.</param>
    /// <param name="costs">What batches cost.</param>
    /// <param name="bounds">How batches form.</param>
    /// <param name="isImpatient">Whether a waiting image has waited so long that it overtakes queries.</param>
    public static double Milliseconds(
        EncodeJob job, IReadOnlyList<EncodeJob> waiting, DeviceCosts costs, BatchBounds bounds, Func<EncodeJob, bool> isImpatient)
    {
        int texts = 0, tokens = 0, images = 0, bulk = 0, impatient = 0;
        Count(job);
        foreach (var ahead in waiting)
        {
            Count(ahead);
            impatient += ahead.Kind == WorkKind.BulkImage && isImpatient(ahead) ? 1 : 0;
        }

        var textBatches = Math.Max(Batches(texts, bounds.MaxBatch), Batches(tokens, bounds.MaxTokens));
        var imageBatches = Batches(images, bounds.MaxBatch);

        // An ingested image waits for everything. A query waits only for images that overtake it, and those lead at most every other batch.
        var bulkAhead = job.Kind == WorkKind.BulkImage ? bulk : Math.Min(impatient, (textBatches + imageBatches) * bounds.MaxBulk);
        return Cost(costs.Texts, textBatches, tokens)
            + Cost(costs.Images, imageBatches + Batches(bulkAhead, bounds.MaxBulk), images + bulkAhead)
            - Cost(costs.Of(job.Kind), 1, job.Units);

        void Count(EncodeJob one)
        {
            switch (one.Kind)
            {
                case WorkKind.Text:
                    texts++;
                    tokens += one.Tokens.Length;
                    break;
                case WorkKind.UrgentImage:
                    images++;
                    break;
                default:
                    bulk++;
                    break;
            }
        }
    }

    private static int Batches(int items, int most) => (items + most - 1) / most;

    private static double Cost(BatchCost tower, int batches, int work) =>
        tower.IsTrusted ? (batches * tower.Current.PerBatch) + (work * tower.Current.PerUnit) : 0;
}
