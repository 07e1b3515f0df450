using System.Net;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Api.Hosting;

namespace Txt2Image.Api.Security;

/// <summary>
/// Refuses requests that name another host than this one. A page of a foreign site can let its own name lead to this machine (DNS rebinding), and
/// would then read and write here as if it came from here; what it cannot do is to change the host that its requests name.
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
            $"This server is not called '{host.Host}': use http://localhost with its port, or add the name to the setting AllowedHosts.");
    }

    public static AllowedHosts AllowedBy(IConfiguration configuration)
    {
        var names = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isLocal = Listening.Addresses(configuration).All(Listening.IsLoopback);

        // Where a key is asked for, a rebound name gains nothing. A trusted network has no keys, so its names have to be told.
        var isTrusted = configuration.GetValue<bool>($"{SecurityOptions.Section}:{nameof(SecurityOptions.TrustedNetwork)}");
        return new AllowedHosts(names, AllowsAny: names.Contains("*") || (names.Length == 0 && !isLocal && !isTrusted));
    }
}

/// <summary>The host names that this server answers to; its loopback names always.</summary>
internal sealed record AllowedHosts(IReadOnlyList<string> Names, bool AllowsAny)
{
    public bool Holds(string host) =>
        AllowsAny
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || Names.Any(name => Matches(host, name));

    /// <summary>A name that begins with <c>*.</c> stands for all names below it.</summary>
    private static bool Matches(string host, string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
