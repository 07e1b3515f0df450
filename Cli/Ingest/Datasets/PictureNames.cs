using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Archives;

namespace Txt2Image.Cli.Ingest.Datasets;

/// <summary>
/// The names of pictures in a Parquet file: the path that the row gives, else the name of the file and the number of the row. A path that an earlier
/// row has is not taken, because an image would take over the name of another.
/// </summary>
internal sealed class PictureNames(string prefix, string file, string column)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The number of the row that was named last, from 1.</summary>
    public long Row { get; private set; }

    public string Next(IEnumerable<KeyValuePair<string, JsonNode?>> row, ReadOnlyMemory<byte> picture)
    {
        Row++;
        var path = (row.FirstOrDefault(value => value.Key == column).Value as JsonObject)?["path"] as JsonValue;
        var given = path is not null && path.TryGetValue(out string? text) ? EntryName.Clean(text, out _) : null;
        if (given is { Length: > 0 } && _taken.Add(given))
        {
            return prefix + given;
        }

        var numbered = string.Create(CultureInfo.InvariantCulture, $"{file}-{Row:000000}{ExtensionOf(picture.Span)}");
        _taken.Add(numbered);
        return prefix + numbered;
    }

    private static string ExtensionOf(ReadOnlySpan<byte> picture) => picture switch
    {
        [0xFF, 0xD8, ..] => ".jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ".png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ".gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ".webp",
        [(byte)'B', (byte)'M', ..] => ".bmp",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => ".tif",
        _ => "",
    };
}
