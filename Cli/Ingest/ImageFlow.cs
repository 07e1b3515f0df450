using System.Runtime.CompilerServices;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Metadata;
using Txt2Image.Cli.Ingest.Sending;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest;

/// <summary>Turns a source into the images to send: adds each image's details, and skips it if the server has acknowledged it unchanged.</summary>
internal sealed class ImageFlow(ISource source, SourceLog log, Ledger ledger, IReadOnlyList<MetadataTable> tables)
{
    private readonly KnownDetails _known = new(tables, source);

    /// <summary>Which names are wanted.</summary>
    public Func<string, bool> IsWanted { get; init; } = _ => true;

    /// <summary>Whether the state of earlier runs is verified, so that it alone is no reason to skip an image.</summary>
    public bool Doubts { get; init; }

    /// <summary>Called with what need not be sent.</summary>
    public required Action<IReadOnlyList<Outcome<ImageFile>>> Take { get; init; }

    /// <summary>Files beside images that became their captions.</summary>
    public long CaptionFiles { get; private set; }

    public async IAsyncEnumerable<ImageFile> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var numbers = new EntryNumbers();
        foreach (var found in source.Images(log).Select(numbers.Number))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                found.Dispose();
                yield break;
            }

            ledger.See(found);
            if (!IsWanted(found.Name))
            {
                found.Dispose();
                continue;
            }

            if (!TryPrepare(found, out var image))
            {
                if (found.Part is null)
                {
                    yield break;
                }

                found.Part.Abandon();
            }

            if (image is not null)
            {
                yield return image;
            }
        }

        await Task.CompletedTask;
    }

    /// <summary>Prepares an image to be sent, or reports its outcome; false if the rest of its source must not be read.</summary>
    private bool TryPrepare(ImageFile found, out ImageFile? image)
    {
        image = null;
        ImageFile? buffered = null;
        try
        {
            var details = _known.DetailsOf(found, () => FileId.Of(buffered ??= found.Buffer()), out var isFromFile);
            if (isFromFile && found is DiskFile)
            {
                CaptionFiles++;
                log.Members.CountCaption(CaptionFile.Ending);
            }

            details = found.Complete(details);
            var whole = found with { Details = details };
            if (!Doubts && ledger.Knows(whole))
            {
                Take([new Outcome<ImageFile>(whole, ImageStatus.Unchanged)]);
                (buffered ?? found).Dispose();
            }
            else
            {
                image = (buffered ?? whole.Buffer()) with { Details = details, Entry = found.Entry, Part = found.Part };
            }

            return true;
        }
        catch (UnreadableImageException exception)
        {
            buffered?.Dispose();
            Take([Outcome.Failed(found, exception.Code, exception.Message)]);
            return true;
        }
        catch (SuspectArchiveException exception)
        {
            buffered?.Dispose();
            log.IsIncomplete = true;
            Take([Outcome.Failed(found, FailureCode.SuspectArchive, exception.Message)]);
            return false;
        }
    }
}
