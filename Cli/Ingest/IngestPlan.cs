using Txt2Image.Cli.Ingest.Datasets;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Ingest;

/// <summary>What a first pass over a source counts, so that the space that is needed is known before anything is sent.</summary>
internal sealed class IngestPlan
{
    public long Images { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>The images that are new or have changed.</summary>
    public long NewImages { get; private set; }

    public long NewBytes { get; private set; }

    /// <summary>Images that cannot be read: the second pass says which and why.</summary>
    public long Failures { get; private set; }

    /// <summary>What was left out, for a person; null if nothing was.</summary>
    public string? LeftOut { get; private set; }

    /// <summary>What else the source has that may belong to a data set.</summary>
    public FoundFiles Found { get; } = new();

    public static IngestPlan Of(ISource source, Ledger ledger, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var plan = new IngestPlan();
        var log = new SourceLog { Failed = (_, _, _, _) => plan.Failures++, Other = plan.Found.Add };
        var numbers = new EntryNumbers();
        foreach (var image in source.Images(log).Select(numbers.Number))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isWanted(image.Name))
            {
                plan.Count(image, ledger.KnowsFile(image));
            }
        }

        plan.LeftOut = log.LeftOut.ToString();
        return plan;
    }

    private void Count(ImageFile image, bool isKnown)
    {
        Images++;
        Bytes += image.Length;
        NewImages += isKnown ? 0 : 1;
        NewBytes += isKnown ? 0 : image.Length;
    }
}
