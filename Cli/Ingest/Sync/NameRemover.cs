using Txt2Image.Cli.Ingest.State;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sync;

/// <summary>Removes names from a collection, many in a request. An image is deleted with its last name.</summary>
internal sealed class NameRemover(Txt2ImageClient client, string collection, Ledger ledger)
{
    /// <summary>What the server takes in one request.</summary>
    private const int MaxNames = 1_000;

    /// <summary>Removes names, and forgets each part as soon as the server has removed it.</summary>
    public async Task RemoveAsync(IReadOnlyList<string> names, Action<IReadOnlyList<string>> removed, CancellationToken cancellationToken)
    {
        foreach (var part in names.Chunk(MaxNames))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ledger.Suspend(part);
            var answer = await client.RemoveNamesAsync(collection, part, cancellationToken);

            // A name that the collection does not know was already removed by someone else.
            ledger.Remove(part, answer.Version);
            removed(part);
        }
    }
}
