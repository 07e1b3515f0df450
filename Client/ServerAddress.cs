namespace Txt2Image.Client;

/// <summary>Addresses of a server, and of what it serves.</summary>
public static class ServerAddress
{
    /// <summary>Where a server listens unless it is configured otherwise.</summary>
    public const string Default = "http://localhost:8080";

    /// <summary>Reads an address as people write it: <c>localhost:8080</c> means http, and a path before the API is kept.</summary>
    /// <param name="text">An http or https address, with or without its scheme. A query is dropped.</param>
    /// <returns>The address, ending in a slash.</returns>
    /// <exception cref="FormatException">The text is not such an address.</exception>
    public static Uri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new FormatException($"'{text}' is not the address of a server: give one such as {Default}");
        }

        return new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
    }

    /// <summary>Makes a URL of an answer absolute.</summary>
    /// <param name="server">The server's address, as <see cref="Parse"/> returns it.</param>
    /// <param name="rootRelative">A URL such as <see cref="Hit.ImageUrl"/>, which starts at the server's root.</param>
    public static Uri Absolute(Uri server, string? rootRelative)
    {
        ArgumentNullException.ThrowIfNull(server);

        // The URLs of an answer include the path before the API only if the server knows about it.
        return rootRelative?.StartsWith(server.AbsolutePath, StringComparison.Ordinal) == true
            ? new Uri(server, rootRelative)
            : new Uri(server, (rootRelative ?? "").TrimStart('/'));
    }

    /// <summary>The web page that searches a collection.</summary>
    /// <param name="server">The server's address, as <see cref="Parse"/> returns it.</param>
    /// <param name="collection">The collection's name.</param>
    public static Uri SearchPage(Uri server, string collection)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new Uri($"{server.AbsoluteUri}?collection={Uri.EscapeDataString(collection)}");
    }
}
