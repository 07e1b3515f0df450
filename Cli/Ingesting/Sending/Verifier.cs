using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>
/// Asks the server which images it has, by the hashes of their bytes, instead of trusting what is remembered. An image that is there is
/// sent all the same unless it was acknowledged under its name: only that is remembered which the name belongs to.
/// </summary>
internal sealed class Verifier(ServerClient client, IngestRequest request, Ledger ledger, Action<IReadOnlyList<Outcome>> take)
{
    /// <summary>Ids in one question.</summary>
    private const int MaxIds = 500;

    private readonly string _path = $"collections/{Uri.EscapeDataString(request.Collection)}/images/check";

    public async IAsyncEnumerable<ImageFile> MissingAsync(IAsyncEnumerable<ImageFile> images, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in Batches.Of(images, MaxIds, long.MaxValue))
        {
            var ids = Hash(chunk);
            var missing = await AskAsync([.. ids.Values.Distinct()], cancellationToken);
            foreach (var image in chunk.Where(ids.ContainsKey))
            {
                if (missing.Contains(ids[image]) || !ledger.Knows(image.Name, Stamp.Of(image)))
                {
                    yield return image;
                    continue;
                }

                take([new Outcome(image, OutcomeKind.Unchanged)]);
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
                ids[image] = ImageHash.Of(image);
            }
            catch (UnreadableImageException exception)
            {
                take([Outcome.Failed(image, exception.Code, exception.Message)]);
                image.Dispose();
            }
        });
        return ids;
    }

    private HttpRequestMessage Question(IReadOnlyCollection<Guid> ids) =>
        new(HttpMethod.Post, _path) { Content = JsonContent.Create(new { ids }) };

    private async Task<HashSet<Guid>> AskAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var text = await client.SendAsync(() => Question(ids), RetryPolicy.Bulk, cancellationToken);
        var missing = client.Read<MissingAnswer>(text).Missing;
        return [.. missing ?? throw new UnreachableException(client.Address, "the answer to a check does not tell what is missing")];
    }
}
