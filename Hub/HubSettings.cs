using Txt2Image.Storage;

namespace Txt2Image.Hub;

/// <summary>Where models are downloaded from. The environment variables are those of Hugging Face's own tools.</summary>
public sealed record HubSettings
{
    private const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>The hub's address: <c>HF_ENDPOINT</c>, otherwise <c>https://huggingface.co</c>.</summary>
    public Uri Endpoint { get; init; } = new(DefaultEndpoint);

    /// <summary>The token that is sent to the hub, and to no other host: <c>HF_TOKEN</c>, otherwise the file <c>HF_HOME/token</c>.</summary>
    public string? Token { get; init; }

    /// <summary>Whether nothing is downloaded, because <c>HF_HUB_OFFLINE</c> is set: models then come from the cache of Hugging Face.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The cache of Hugging Face's tools: <c>HF_HUB_CACHE</c>, otherwise <c>HF_HOME/hub</c>. It is read, never written.</summary>
    public required string Cache { get; init; }

    /// <summary>The hub's address as people write it.</summary>
    internal string Hub => Endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Measures rates and waits between tries.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads the settings from environment variables.</summary>
    /// <param name="variable">Returns the value of a variable.</param>
    /// <exception cref="HubException"><c>HF_ENDPOINT</c> is not an address.</exception>
    public static HubSettings FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
        string? Folder(string name) => Set(name) is { } path ? HomeFolder.Expand(path) : null;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = Folder("HF_HOME") ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(user, ".cache"), "huggingface");
        return new()
        {
            Endpoint = Address(Set("HF_ENDPOINT") ?? DefaultEndpoint),
            Token = Set("HF_TOKEN")?.Trim() ?? StoredToken(Path.Combine(home, "token")),
            IsOffline = Set("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE",
            Cache = Folder("HF_HUB_CACHE") ?? Path.Combine(home, "hub"),
        };
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new HubException($"HF_ENDPOINT is '{text}', which is not an address such as {DefaultEndpoint}.");

    private static string? StoredToken(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As if there were none: the hub says so if it needs one.
            return null;
        }
    }
}
