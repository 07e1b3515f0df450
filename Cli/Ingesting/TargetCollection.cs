using System.Net;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting;

/// <summary>Makes the collection if it is not there; one that is there keeps the model that it was made with.</summary>
internal static class TargetCollection
{
    public static async Task EnsureAsync(ServerClient client, string name, CancellationToken cancel)
    {
        var path = $"collections/{Uri.EscapeDataString(name)}";
        try
        {
            await client.GetTextAsync(path, RetryPolicy.Bulk, cancel);
        }
        catch (ServerRefusedException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Put, path), RetryPolicy.Bulk, cancel);
        }
    }
}
