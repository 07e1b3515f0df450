using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Txt2Image.Hosting.Administration;

/// <summary>The address of the administrator's port.</summary>
internal sealed record AdminAddress(string Url, string Host, int Port)
{
    /// <summary>The setting with this address.</summary>
    public const string Setting = $"{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.Admin)}:{nameof(AdminOptions.Url)}";

    /// <summary>Whether only this machine can connect.</summary>
    public bool IsLoopback => IsOfThisMachine(Host);

    /// <summary>The configured address; null if there is none or it is invalid, which options validation reports.</summary>
    public static AdminAddress? Of(IConfiguration configuration) => Parse(configuration[Setting] ?? "");

    /// <summary>Parses an absolute http address without a path; null if it is something else.</summary>
    public static AdminAddress? Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "", Port: > 0 }
            ? new(url, uri.DnsSafeHost, uri.Port)
            : null;

    /// <summary>
    /// Whether a request's Host header is allowed. On loopback, another site's page could otherwise point its own name to this address (DNS
    /// rebinding) and read the response.
    /// </summary>
    public bool IsCalled(string host) => !IsLoopback || IsOfThisMachine(host);

    /// <summary>Adds a listener next to endpoints that are configured individually, where an address added to a list would be ignored.</summary>
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
