using System.Net;
using System.Text.Json;

namespace Txt2Image.Api.Tests.Support;

/// <summary>An event of a stream, as it was sent.</summary>
internal sealed record SentEvent(string? Name, string? Data, string? Id)
{
    public JsonElement Json => JsonDocument.Parse(Data!).RootElement;
}

/// <summary>A client of a standing question, which reads events one by one.</summary>
internal sealed class Watching : IDisposable
{
    /// <summary>A stream does not end by itself: one that lacks an event must not be read forever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

    private Watching(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
        _patience.CancelAfter(Patience);
    }

    /// <summary>The last id that was sent.</summary>
    public string? Position { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Begins, and reads the first event.</summary>
    public static async Task<Watching> StartAsync(HttpClient client, string query, string? since = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search/watch?{query}");
        if (since is not null)
        {
            request.Headers.Add("Last-Event-ID", since);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            Assert.Fail($"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Token)}");
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var watching = new Watching(response, await response.Content.ReadAsStreamAsync(Token));
        Assert.Equal("watching", (await watching.NextAsync())?.Name);
        return watching;
    }

    /// <summary>The next event with data; null at the end.</summary>
    public async Task<SentEvent?> NextAsync()
    {
        while (await RawAsync() is { } next)
        {
            if (next.Data is not null)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>The names of the images until the position has moved beyond one.</summary>
    public async Task<List<string>> ImagesUntilAsync(Func<string, bool> isThere)
    {
        List<string> images = [];
        while (Position is null || !isThere(Position))
        {
            var next = await RawAsync() ?? throw new EndOfStreamException();
            if (next.Name == "image")
            {
                images.Add(next.Json.Text("name"));
            }
        }

        return images;
    }

    public void Dispose()
    {
        _patience.Dispose();
        _reader.Dispose();
        _response.Dispose();
    }

    /// <summary>The next block of lines that is no comment and no retry.</summary>
    private async Task<SentEvent?> RawAsync()
    {
        var (read, sent) = (new SentEvent(null, null, null), false);
        while (await _reader.ReadLineAsync(_patience.Token) is { } line)
        {
            if (line.Length == 0 && sent)
            {
                return read;
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            read = colon <= 0 ? read : line[..colon] switch
            {
                "event" => read with { Name = line[(colon + 2)..] },
                "data" => read with { Data = line[(colon + 2)..] },
                "id" => read with { Id = Position = line[(colon + 2)..] },
                _ => read,
            };
            sent = read != new SentEvent(null, null, null);
        }

        return null;
    }
}
