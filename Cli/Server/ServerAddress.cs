using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Server;

/// <summary>A server's address as people write it: <c>localhost:8080</c> means http, and a path before the API is kept.</summary>
internal static class ServerAddress
{
    public const string Default = "http://localhost:8080";

    public static Uri Parse(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new UsageException($"'{text}' is not the address of a server: give one such as {Default}");
        }

        return new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
    }

    /// <summary>Answers carry URLs that start at the server's root, and include the path before the API where the server knows of it.</summary>
    public static string Absolute(Uri server, string? rootRelative) => rootRelative?.StartsWith(server.AbsolutePath, StringComparison.Ordinal) == true
        ? new Uri(server, rootRelative).AbsoluteUri
        : new Uri(server, (rootRelative ?? "").TrimStart('/')).AbsoluteUri;

    /// <summary>The page that searches a collection.</summary>
    public static string PageOf(Uri server, string collection) => $"{server.AbsoluteUri}?collection={Uri.EscapeDataString(collection)}";
}
