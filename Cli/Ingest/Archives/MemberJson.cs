using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Reads the .json beside a picture in an archive: its caption, and fields.</summary>
internal static class MemberJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>By these a file is one that img2dataset wrote.</summary>
    private static readonly string[] Marks = ["key", "status", "error_message"];

    /// <summary>What img2dataset adds of its own and nobody searches by; the server finds width and height itself.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "key", "status", "error_message", "width", "height", "original_width", "original_height", "exif", "md5", "sha256", "sha512",
    };

    /// <summary>What it says; null if it is no JSON object.</summary>
    public static ImageDetails? Read(Stream stream)
    {
        if (Parse(stream) is not { } json)
        {
            return null;
        }

        var isOfImg2Dataset = Marks.All(json.ContainsKey);
        var row = new TableRow("", [.. json.Where(value => !isOfImg2Dataset || !Own.Contains(value.Key))]);
        try
        {
            var details = new RowReader(new ColumnUses("")).Read(row, isNamed: true);
            return ImageDetails.Of(details.Captions, details.Fields.Count == 0 ? null : details.Fields.ToJsonString());
        }
        catch (UsageException)
        {
            // Tags that are no texts are a part of someone's data set, and no fault of it.
            return null;
        }
    }

    private static JsonObject? Parse(Stream stream)
    {
        try
        {
            var json = JsonNode.Parse(stream, documentOptions: Lenient) as JsonObject;
            // Counting finds a name that occurs twice.
            return json?.Count >= 0 ? json : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
