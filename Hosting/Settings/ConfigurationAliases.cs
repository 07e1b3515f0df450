using Microsoft.Extensions.Configuration;
using Txt2Image.Clip.Models;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Hosting.Settings;

/// <summary>
/// Short forms of settings, and the environment variables of the Python demo that this server replaces. This server's own settings take precedence.
/// </summary>
internal sealed class ConfigurationAliases
{
    private const string Kind = $"{nameof(Txt2ImageOptions.Vectors)}:{nameof(VectorsOptions.Kind)}";
    private const string QdrantSection = $"{nameof(Txt2ImageOptions.Vectors)}:{nameof(VectorsOptions.Qdrant)}";
    private const int RestPort = 6333;
    private const int GrpcPort = 6334;

    private readonly IConfigurationManager _configuration;
    private readonly List<string> _used = [];

    private ConfigurationAliases(IConfigurationManager configuration) => _configuration = configuration;

    /// <summary>Reads <c>Model</c>, a folder, as <c>Model:Folder</c>, unless that is configured too.</summary>
    public static void ReadShortForms(IConfiguration configuration)
    {
        const string Model = $"{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.Model)}";
        const string Folder = $"{Model}:{nameof(ModelOptions.Folder)}";
        if (configuration[Model] is { } folder && configuration[Folder] is null)
        {
            configuration[Folder] = folder;
        }
    }

    /// <summary>Reads the aliases into the configuration, below everything that is configured.</summary>
    /// <returns>One line per alias that is used.</returns>
    public static IReadOnlyList<string> Apply(IConfigurationManager configuration)
    {
        var aliases = new ConfigurationAliases(configuration);
        aliases.Read("COLLECTION", nameof(Txt2ImageOptions.DefaultCollection), value => value, value => value);
        aliases.Read("DEVICE", $"{nameof(Txt2ImageOptions.Devices)}:0", value => value == "cuda" ? "cuda:0" : value, value => value);
        if (aliases.Read("URL", $"{QdrantSection}:{nameof(QdrantOptions.Url)}", GrpcAddress, WithoutUser))
        {
            // The demo used Qdrant if URL was set, and so does this server.
            aliases.Set(Kind, nameof(VectorStoreKind.Qdrant));
            aliases._used.Add("URL selects Qdrant, as it did in the Python demo; port 6333 (REST) is replaced with 6334 (gRPC)");
        }

        aliases.Read("API_KEY", $"{QdrantSection}:{nameof(QdrantOptions.ApiKey)}", value => value, _ => "(not shown)");
        return aliases._used;
    }

    private bool Read(string variable, string setting, Func<string, string> read, Func<string, string> show)
    {
        if (_configuration[variable] is not { Length: > 0 } value || !Set(setting, read(value)))
        {
            return false;
        }

        _used.Add($"{variable}={show(value)} is read as {Txt2ImageOptions.Section}:{setting}={show(read(value))}");
        return true;
    }

    private bool Set(string setting, string value)
    {
        var key = $"{Txt2ImageOptions.Section}:{setting}";
        if (_configuration[key] is not null)
        {
            return false;
        }

        _configuration[key] = value;
        return true;
    }

    /// <summary>The demo used REST, by default on port 6333; gRPC is on the next port.</summary>
    private static string GrpcAddress(string value)
    {
        var address = value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            return value;
        }

        return url.Port == RestPort || url.IsDefaultPort ? new UriBuilder(url) { Port = GrpcPort }.Uri.ToString() : address;
    }

    /// <summary>Removes a user name and password from an address.</summary>
    private static string WithoutUser(string value) => value.LastIndexOf('@') is >= 0 and var at ? value[(at + 1)..] : value;
}
