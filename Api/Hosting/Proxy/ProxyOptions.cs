using System.Net;

namespace Txt2Image.Api.Hosting.Proxy;

/// <summary>The reverse proxies between clients and this server.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Txt2Image:Proxy";

    /// <summary>
    /// The addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded</c> headers are trusted
    /// (<c>Proxy:Known:0</c>…). If there are none, no such headers are trusted.
    /// </summary>
    public IList<string> Known { get; } = [];

    /// <summary>
    /// The path under which clients reach this server, such as <c>/images</c>, whether the proxy removes it or not. None: the root.
    /// </summary>
    public string PathBase { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        foreach (var known in Known.Where(known => !IPAddress.TryParse(known, out _) && !IPNetwork.TryParse(known, out _)))
        {
            yield return $"{Section}:Known: '{known}' is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8.";
        }

        var isPath = PathBase.Length == 0
            || (PathBase[0] == '/' && PathBase[^1] != '/' && !PathBase.Any(letter => letter is '?' or '#' or '\\' || letter <= ' '));
        if (!isPath)
        {
            yield return $"{Section}:PathBase: '{PathBase}' is not a path such as /images: it must begin with a slash and not end with one.";
        }
    }
}
