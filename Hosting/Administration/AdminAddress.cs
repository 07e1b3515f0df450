using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Txt2Image.Hosting.Administration;

/// <summary>Where an administrator asks.</summary>
internal sealed record AdminAddress(string Url, string Host, int Port)
{
    /// <summary>The setting that holds it.</summary>
    public const string Setting = $"{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.Admin)}:{nameof(AdminOptions.Url)}";

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IsOfThisMachine(Host);

    /// <summary>The configured address; null if there is none, or none that can be read, which the check of all options tells.</summary>
    public static AdminAddress? Of(IConfiguration configuration) => Parse(configuration[Setting] ?? "");

    /// <summary>An absolute http address without a path, or null.</summary>
    public static AdminAddress? Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "", Port: > 0 }
            ? new(url, uri.DnsSafeHost, uri.Port)
            : null;

    /// <summary>
    /// Whether a request names this port. On loopback, a page of a foreign site could otherwise let its own name lead here (DNS rebinding) and read it.
    /// </summary>
    public bool IsCalled(string host) => !IsLoopback || IsOfThisMachine(host);

    /// <summary>Listens beside endpoints that are configured one by one, which addresses in a list would not be added to.</summary>
    public void ListenOn(KestrelServerOptions kestrel)
    {
        if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(Port);
        }
        else if (IPAddress.TryParse(Host, out var address))
        {
            kestrel.Listen(address, Port);
        }
        else
        {
            kestrel.ListenAnyIP(Port);
        }
    }

    private static bool IsOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
