namespace Txt2Image.Client;

/// <summary>How a client connects.</summary>
public sealed record Txt2ImageClientOptions
{
    private readonly string? _apiKey;

    /// <summary>The server's address: see <see cref="ServerAddress.Parse"/>.</summary>
    public Uri Address { get; init; } = ServerAddress.Parse(ServerAddress.Default);

    /// <summary>The server's API key, if it requires one.</summary>
    /// <exception cref="FormatException">The key has spaces, line breaks or letters outside ASCII, which no header can carry.</exception>
    public string? ApiKey
    {
        get => _apiKey;
        init => _apiKey = value is null || value.All(letter => letter is > ' ' and < '\x7f')
            ? value
            : throw new FormatException("an API key must not contain spaces, line breaks or special letters");
    }

    /// <summary>How long requests are retried.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Interactive;

    /// <summary>The clock for waits and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
