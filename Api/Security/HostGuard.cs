using System.Net;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Api.Hosting;

namespace Txt2Image.Api.Security;

/// <summary>
/// Rejects requests for a host name that is not this server's. Another site can point its own name to this machine (DNS rebinding), and its pages
/// could then read and write here as if they came from this server. They cannot change the host that their requests name, though.
/// </summary>
internal sealed class HostGuard(RequestDelegate next, AllowedHosts allowed)
{
    public Task InvokeAsync(HttpContext http)
    {
        var host = http.Request.Host;
        if (!host.HasValue || allowed.Holds(host.Host))
        {
            return next(http);
        }

        throw new Txt2ImageException(
            ErrorCode.Forbidden,
            $"'{host.Host}' is not a name of this server: use http://localhost with its port, or add the name to the setting AllowedHosts.");
    }

    public static AllowedHosts AllowedBy(IConfiguration configuration)
    {
        var names = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isLocal = Listening.Addresses(configuration).All(Listening.IsLoopback);

        // If a key is required, DNS rebinding gains nothing. A trusted network has no keys, so its host names must be configured.
        var isTrusted = configuration.GetValue<bool>($"{SecurityOptions.Section}:{nameof(SecurityOptions.TrustedNetwork)}");
        return new AllowedHosts(names, AllowsAny: names.Contains("*") || (names.Length == 0 && !isLocal && !isTrusted));
    }
}

/// <summary>The host names that this server accepts. Loopback names are always accepted.</summary>
internal sealed record AllowedHosts(IReadOnlyList<string> Names, bool AllowsAny)
{
    public bool Holds(string host) =>
        AllowsAny
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || Names.Any(name => Matches(host, name));

    /// <summary>Whether a host has a name. A name that begins with <c>*.</c> matches all its subdomains.</summary>
    private static bool Matches(string host, string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
