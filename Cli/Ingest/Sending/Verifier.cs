using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>
/// Asks the server which images it has, by the hashes of their bytes, instead of trusting the state of earlier runs. An image that is there is
/// sent all the same unless it was acknowledged under its name: only the state knows which name belongs to it.
/// </summary>
internal sealed class Verifier(Txt2ImageClient client, IngestRequest request, Ledger ledger, Action<IReadOnlyList<Outcome<ImageFile>>> take)
{
    /// <summary>Ids in one question.</summary>
    private const int MaxIds = 500;

    public async IAsyncEnumerable<ImageFile> MissingAsync(
        IAsyncEnumerable<ImageFile> images, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in Batches.Of(images, MaxIds, long.MaxValue))
        {
            var ids = Hash(chunk);
            var missing = await FindMissingAsync([.. ids.Values.Distinct()], cancellationToken);
            foreach (var image in chunk.Where(ids.ContainsKey))
            {
                if (missing.Contains(ids[image]) || !ledger.Knows(image, ids[image]))
                {
                    yield return image;
                    continue;
                }

                take([new Outcome<ImageFile>(image, ImageStatus.Unchanged)]);
                image.Dispose();
            }
        }
    }

    private ConcurrentDictionary<ImageFile, Guid> Hash(IReadOnlyList<ImageFile> chunk)
    {
        var ids = new ConcurrentDictionary<ImageFile, Guid>(ReferenceEqualityComparer.Instance);
        Parallel.ForEach(chunk, new ParallelOptions { MaxDegreeOfParallelism = request.Parallel }, image =>
        {
            try
            {
                ids[image] = FileId.Of(image);
            }
            catch (UnreadableImageException exception)
            {
                take([Outcome.Failed(image, exception.Code, exception.Message)]);
                image.Dispose();
            }
        });
        return ids;
    }

    private async Task<HashSet<Guid>> FindMissingAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : [.. await client.FindMissingImagesAsync(request.Collection, ids, cancellationToken)];
}
