using System.Net.Http.Json;
using Txt2Image.Cli.Ingesting.State;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting.Syncing;

/// <summary>Removes names from a collection, many in a request; an image lives while one name is left.</summary>
internal sealed class NameRemover(ServerClient client, string collection, Ledger ledger)
{
    /// <summary>What the server takes in one request.</summary>
    private const int MaxNames = 1_000;

    private readonly string _path = $"collections/{Uri.EscapeDataString(collection)}/names/remove";

    /// <summary>Removes names, and forgets each part as soon as the server has done it.</summary>
    public async Task RemoveAsync(IReadOnlyList<string> names, Action<IReadOnlyList<string>> removed, CancellationToken cancellationToken)
    {
        foreach (var part in names.Chunk(MaxNames))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = await client.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Post, _path) { Content = JsonContent.Create(new { names = part }) },
                RetryPolicy.Bulk with { FinishesWhatIsSent = true },
                cancellationToken);
            _ = client.Read<RemovedNamesAnswer>(text);
            // One that the collection does not know has been removed by somebody else.
            ledger.Remove(part);
            removed(part);
        }
    }
}
