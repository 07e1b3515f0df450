using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Api.Hosting;

/// <summary>Where the server listens, and the limits of a connection.</summary>
internal static class Listening
{
    /// <summary>The default address: this machine only.</summary>
    public const string Default = "http://localhost:8080";

    private const int MaxRequestLine = 32 * 1024;
    private const long MaxBody = 1 << 20;
    private const double MinBytesPerSecond = 4096;

    public static void AddListening(this WebApplicationBuilder builder)
    {
        if (All(builder.Configuration).Count == 0)
        {
            builder.WebHost.UseUrls(Default);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Fits a query of 1,000 letters of any script, percent-encoded.
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBodySize = MaxBody;

            // A body that arrives more slowly ends with 408, so that nobody can keep a request open for days.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, gracePeriod: TimeSpan.FromSeconds(10));
        });
    }

    /// <summary>The public addresses that the server will listen on.</summary>
    public static IReadOnlyList<string> Addresses(IConfiguration configuration) =>
        Configured(configuration) is { Count: > 0 } configured ? configured : [Default];

    /// <summary>Whether an address can only be reached from this machine.</summary>
    public static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Whether endpoints are configured individually. ASP.NET Core prefers them to lists of addresses.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => Endpoints(configuration).Any();

    /// <summary>The configured public addresses: all but the admin address.</summary>
    private static List<string> Configured(IConfiguration configuration) =>
        All(configuration).FindAll(address => address != AdminAddress.Of(configuration)?.Url);

    /// <summary>Every configured address, from all places where ASP.NET Core reads addresses.</summary>
    public static List<string> All(IConfiguration configuration) =>
    [
        .. Split(configuration["urls"]),
        .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
        .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        .. Endpoints(configuration),
    ];

    private static IEnumerable<string> Endpoints(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
