using System.Text;
using System.Text.Json;

namespace Txt2Image.Client;

/// <summary>Reads the Server-Sent Events of a standing question from one connection.</summary>
internal sealed class WatchStream(LineStream lines, string? position) : IDisposable
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>The last id that was read.</summary>
    public string? Position { get; private set; } = position;

    /// <summary>Reads the next event; null if the connection has ended.</summary>
    /// <exception cref="ServerErrorException">The server ended the question.</exception>
    public async Task<WatchEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (name, data) = await ReadRawAsync(cancellationToken).ConfigureAwait(false);
                switch (name)
                {
                    case null:
                        return null;
                    case "watching":
                        return new WatchEvent { Kind = WatchEventKind.Watching, Position = Position };
                    case "gap":
                        return new WatchEvent { Kind = WatchEventKind.Gap, Position = Position };
                    case "image" when JsonSerializer.Deserialize<Hit>(data, Json) is { } hit:
                        return new WatchEvent { Kind = WatchEventKind.Image, Image = hit, Position = Position };
                    case "problem":
                        throw ProblemReader.Read(JsonSerializer.Deserialize<JsonElement>(data, Json), retryAfter: null);
                }
            }
        }
        catch (Exception exception) when (exception is ServerUnreachableException or JsonException)
        {
            // Cut off in the middle, perhaps of an event. The next connection begins after the last id.
            return null;
        }
    }

    public void Dispose() => lines.Dispose();

    /// <summary>The name and the data of the next event that has data; nothing at the end.</summary>
    private async Task<(string? Name, string Data)> ReadRawAsync(CancellationToken cancellationToken)
    {
        var (name, data) = ("message", new StringBuilder());
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                {
                    return (name, data.ToString());
                }

                name = "message";
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "event":
                    name = value;
                    break;
                case "data":
                    data.Append(data.Length > 0 ? "\n" : "").Append(value);
                    break;
                case "id":
                    Position = value;
                    break;
            }
        }

        return (null, "");
    }
}
