using System.Net;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Api.Hosting;

/// <summary>Where the server listens, and what it takes from a connection.</summary>
internal static class Listening
{
    /// <summary>The address if none is configured: this machine only.</summary>
    public const string Default = "http://localhost:8080";

    private const int MaxRequestLine = 32 * 1024;
    private const long MaxBody = 1 << 20;

    public static void AddListening(this WebApplicationBuilder builder)
    {
        if (All(builder.Configuration).Count == 0)
        {
            builder.WebHost.UseUrls(Default);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // A question of 1,000 letters of any script fits, percent-encoded.
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
    }

    /// <summary>The public addresses that the server will listen on.</summary>
    public static IReadOnlyList<string> Addresses(IConfiguration configuration) =>
        Configured(configuration) is { Count: > 0 } configured ? configured : [Default];

    /// <summary>Whether an address can be reached from this machine only.</summary>
    public static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Whether endpoints are configured one by one, which ASP.NET Core takes ahead of lists of addresses.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => Endpoints(configuration).Any();

    /// <summary>All places where ASP.NET Core looks for addresses; the administrator's is no public one.</summary>
    private static List<string> Configured(IConfiguration configuration) => All(configuration).FindAll(address => address != AdminAddress.Of(configuration)?.Url);

    /// <summary>Every address that is configured, whoever it is for.</summary>
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
