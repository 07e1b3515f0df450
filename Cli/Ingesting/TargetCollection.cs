using System.Net;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting;

/// <summary>The collection that images are added to, made if it is not there; one that is there keeps the model that it was made with.</summary>
internal static class TargetCollection
{
    public static async Task<CollectionAnswer> EnsureAsync(ServerClient client, string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, name, cancellationToken) is { } found)
        {
            return found;
        }

        var text = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Put, PathOf(name)), RetryPolicy.Bulk, cancellationToken);
        return client.Read<CollectionAnswer>(text);
    }

    public static async Task<CollectionAnswer?> FindAsync(ServerClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync<CollectionAnswer>(PathOf(name), RetryPolicy.Bulk, cancellationToken);
        }
        catch (ServerRefusedException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string PathOf(string name) => $"collections/{Uri.EscapeDataString(name)}";
}
