namespace Txt2Image.Api.Requests;

internal static class Freshness
{
    /// <summary>Whether the client requires an answer that is not older than its request.</summary>
    public static bool AsksFresh(this HttpRequest request) =>
        request.Headers.CacheControl is { Count: > 0 } wishes && wishes.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);
}
