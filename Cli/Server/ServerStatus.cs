using System.Text.Json;

namespace Txt2Image.Cli.Server;

/// <summary>What <c>/status</c> tells of the server's model. Servers of other versions may tell less.</summary>
internal sealed record ServerStatus(string? Model, bool KnowsOnlyItsWorld)
{
    public static async Task<ServerStatus> ReadAsync(ServerClient client, CancellationToken cancellationToken)
    {
        try
        {
            return Of(await client.GetAsync<JsonElement>("status", RetryPolicy.Interactive, cancellationToken));
        }
        catch (ServerRefusedException)
        {
            return new ServerStatus(null, KnowsOnlyItsWorld: false);
        }
    }

    private static ServerStatus Of(JsonElement status)
    {
        var isObject = status.ValueKind == JsonValueKind.Object;
        var model = isObject && status.TryGetProperty("model", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        var only = isObject && status.TryGetProperty("knowsOnlyItsWorld", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new ServerStatus(model, only);
    }
}
