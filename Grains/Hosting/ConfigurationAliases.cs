using Microsoft.Extensions.Configuration;

namespace Txt2Image.Grains.Hosting;

/// <summary>The environment variables of the Python demo that this server succeeds; our own settings win over them.</summary>
internal static class ConfigurationAliases
{
    /// <summary>Reads the aliases into the configuration, below everything that is set there.</summary>
    /// <returns>A line for each one used.</returns>
    public static IReadOnlyList<string> Apply(IConfigurationManager configuration)
    {
        List<string> used = [];
        Alias("COLLECTION", nameof(Txt2ImageOptions.DefaultCollection));
        Alias("DEVICE", $"{nameof(Txt2ImageOptions.Devices)}:0");
        return used;

        void Alias(string variable, string setting)
        {
            var key = $"{Txt2ImageOptions.Section}:{setting}";
            if (configuration[variable] is not { Length: > 0 } value || configuration[key] is not null) return;
            configuration[key] = value == "cuda" ? "cuda:0" : value;
            used.Add($"{variable}={value} is read as {key}");
        }
    }
}
