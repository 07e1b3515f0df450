using Txt2Image.Cli.Ingest.State;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sync;

/// <summary>Removes names from the images that were sent under them, many in a request. An image is deleted with its last name.</summary>
internal sealed class NameRemover(Txt2ImageClient client, string collection, Ledger ledger)
{
    /// <summary>What the server takes in one request.</summary>
    private const int MaxNames = 1_000;

    /// <summary>Removes names, and forgets each part as soon as the server has removed it.</summary>
    /// <param name="names">The names, with their ids.</param>
    /// <param name="removed">Called with each part.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    public async Task RemoveAsync(
        IReadOnlyList<SentName> names, Action<IReadOnlyList<SentName>> removed, CancellationToken cancellationToken)
    {
        foreach (var part in names.Chunk(MaxNames))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ledger.Suspend(part);
            var answer = await client.RemoveNamesAsync(
                collection, [.. part.Select(name => new ImageName(name.Id!.Value, name.Name))], cancellationToken);

            // A name that its image does not have was already removed by someone else.
            ledger.Remove(part, answer.Version);
            removed(part);
        }
    }
}
