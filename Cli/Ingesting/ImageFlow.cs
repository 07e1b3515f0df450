using System.Runtime.CompilerServices;
using Txt2Image.Cli.Ingesting.Archives;
using Txt2Image.Cli.Ingesting.Metadata;
using Txt2Image.Cli.Ingesting.Sending;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;

namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// From a source to what has to be sent: each image gets its details, and is passed over if the server has acknowledged it as it is.
/// </summary>
internal sealed class ImageFlow(ISource source, SourceLog log, Ledger ledger, MetadataTable? table)
{
    /// <summary>Which names are tried.</summary>
    public Func<string, bool> IsAsked { get; init; } = _ => true;

    /// <summary>Whether what is remembered is to be checked, so that it is no reason to pass over an image.</summary>
    public bool Doubts { get; init; }

    /// <summary>Told of what need not be sent.</summary>
    public required Action<IReadOnlyList<Outcome>> Take { get; init; }

    /// <summary>Captions that were found beside images.</summary>
    public long CaptionFiles { get; private set; }

    public async IAsyncEnumerable<ImageFile> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var found in source.Images(log))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            ledger.See(found.Name);
            if (!IsAsked(found.Name))
            {
                continue;
            }

            if (!TryPrepare(found, out var image))
            {
                yield break;
            }

            if (image is not null)
            {
                yield return image;
            }
        }

        await Task.CompletedTask;
    }

    /// <summary>Makes an image ready to be sent, or tells what became of it; false if its source is not to be read on.</summary>
    private bool TryPrepare(ImageFile found, out ImageFile? image)
    {
        image = null;
        ImageFile? held = null;
        try
        {
            var details = MetadataTable.DetailsOf(found, table, () => ImageHash.Of(held ??= found.Hold()), out var isFromFile);
            CaptionFiles += isFromFile ? 1 : 0;
            var whole = found with { Details = details };
            if (!Doubts && ledger.Knows(whole.Name, Stamp.Of(whole)))
            {
                Take([new Outcome(whole, OutcomeKind.Unchanged)]);
                held?.Dispose();
            }
            else
            {
                image = held is null ? whole.Hold() : held with { Details = details };
            }

            return true;
        }
        catch (UnreadableImageException exception)
        {
            held?.Dispose();
            Take([Outcome.Failed(found, exception.Code, exception.Message)]);
            return true;
        }
        catch (SuspectArchiveException exception)
        {
            held?.Dispose();
            log.IsIncomplete = true;
            Take([Outcome.Failed(found, FailureCode.SuspectArchive, exception.Message)]);
            return false;
        }
    }
}
