using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;

namespace Txt2Image.Cli.Ingesting;

/// <summary>What a first pass over a source counts, so that the space that is needed can be said before anything is sent.</summary>
internal sealed class Plan
{
    public long Images { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Of the images those that are new or have changed.</summary>
    public long NewImages { get; private set; }

    public long NewBytes { get; private set; }

    /// <summary>Images that cannot be had: the second pass tells which and why.</summary>
    public long Failures { get; private set; }

    public static Plan Of(ISource source, Ledger ledger, Func<string, bool> isAsked, CancellationToken cancellationToken)
    {
        var plan = new Plan();
        var log = new SourceLog { Failed = (_, _, _, _) => plan.Failures++ };
        foreach (var image in source.Images(log))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isAsked(image.Name))
            {
                plan.Count(image, ledger.KnowsFile(image));
            }
        }

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
