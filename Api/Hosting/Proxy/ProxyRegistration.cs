using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Api.Hosting.Proxy;

/// <summary>Restores requests as their clients sent them: from the headers of known proxies, and with the path that clients use.</summary>
internal static class ProxyRegistration
{
    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    public static void AddProxy(this WebApplicationBuilder builder) =>
        builder.Services.AddSettings<ProxyOptions>(builder.Configuration, ProxyOptions.Section, options => options.Faults());

    /// <summary>Must run before everything that reads a request's host, scheme or path.</summary>
    public static void UseProxy(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (options.Known.Count > 0)
        {
            app.UseForwardedHeaders(TrustOnly(options.Known));
        }

        if (options.PathBase.Length > 0)
        {
            app.UseMiddleware<PathBase>(new PathString(options.PathBase));
        }
    }

    /// <summary>
    /// Trusts only the named proxies; the framework would also trust loopback. A chain of proxies is followed as far as it is known.
    /// </summary>
    private static ForwardedHeadersOptions TrustOnly(IEnumerable<string> known)
    {
        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var one in known)
        {
            if (IPAddress.TryParse(one, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(one));
            }
        }

        return headers;
    }
}
