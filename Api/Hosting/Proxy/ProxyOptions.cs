using System.Net;

namespace Txt2Image.Api.Hosting.Proxy;

/// <summary>The section <c>Txt2Image:Proxy</c>: what stands between clients and this server.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Txt2Image:Proxy";

    /// <summary>The addresses (10.0.0.5) and networks (10.0.0.0/8) of proxies whose X-Forwarded headers are believed; none: nobody's.</summary>
    public IList<string> Known { get; } = [];

    /// <summary>The path that clients reach this server under, as <c>/images</c>, whether the proxy takes it away or not; empty: the root.</summary>
    public string PathBase { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        foreach (var known in Known.Where(known => !IPAddress.TryParse(known, out _) && !IPNetwork.TryParse(known, out _)))
        {
            yield return $"{Section}:Known: '{known}' is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8.";
        }

        var isPath = PathBase.Length == 0 || (PathBase[0] == '/' && PathBase[^1] != '/' && !PathBase.Any(letter => letter is '?' or '#' or '\\' || letter <= ' '));
        if (!isPath)
        {
            yield return $"{Section}:PathBase: '{PathBase}' is no path such as /images, which begins with a slash and ends without one.";
        }
    }
}
