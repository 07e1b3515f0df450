using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>
/// A JSON document with the captions of a data set: COCO's (<c>images</c> and <c>annotations</c>, https://cocodataset.org/#format-data)
/// or Karpathy's split (<c>images</c> with their <c>sentences</c>). Each image becomes a row with a list of captions; only these members are kept in
/// memory.
/// </summary>
internal static class CaptionsDocument
{
    private const int SniffedBytes = 64 << 10;
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Whether a file begins as such a document.</summary>
    public static bool IsOne(string path, Encoding encoding)
    {
        var start = new byte[SniffedBytes];
        using var json = Utf8(path, encoding);
        var length = json.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var read = start.AsSpan(0, length);
        var mark = Encoding.UTF8.Preamble;
        var reader = new Utf8JsonReader(read.StartsWith(mark) ? read[mark.Length..] : read, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                var isList = reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                    && (reader.ValueTextEquals("images") || reader.ValueTextEquals("annotations"));
                if (isList && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Further objects follow the first: these are lines.
        }

        return false;
    }

    /// <exception cref="UsageException">It is not valid JSON, or has no captions.</exception>
    public static IEnumerable<TableRow> Read(string path, Encoding encoding)
    {
        var document = Parse(path, encoding);
        var captions = document.Annotations?.Where(annotation => annotation.Caption is not null)
            .ToLookup(annotation => annotation.ImageId, annotation => annotation.Caption!);
        var number = 0;
        var isEmpty = true;
        foreach (var image in document.Images ?? [])
        {
            var texts = image.Sentences?.Select(sentence => sentence.Raw ?? "") ?? captions?[image.Id] ?? [];
            var list = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
            isEmpty &= list.Count == 0;
            yield return new TableRow(
                TableFile.Place(path, ++number, "image"),
                [new("path", image.Path), new("captions", list), new("split", image.Split is { } split ? JsonValue.Create(split) : null)]);
        }

        if (isEmpty)
        {
            throw new UsageException(
                $"{Path.GetFileName(path)}: it has no captions (expected 'annotations' with 'caption', or 'sentences' with 'raw')");
        }
    }

    private static Document Parse(string path, Encoding encoding)
    {
        try
        {
            using var json = Utf8(path, encoding);
            return JsonSerializer.Deserialize<Document>(json, Options) ?? new Document(null, null);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{Path.GetFileName(path)}: not a document of captions: {exception.Message}");
        }
    }

    private static Stream Utf8(string path, Encoding encoding) =>
        encoding is UTF8Encoding ? File.OpenRead(path) : Encoding.CreateTranscodingStream(File.OpenRead(path), encoding, Encoding.UTF8);

    private sealed record Document(IReadOnlyList<Picture>? Images, IReadOnlyList<Annotation>? Annotations);

    private sealed record Picture(
        long Id,
        [property: JsonPropertyName("file_name")] string? FileName,
        [property: JsonPropertyName("filename")] string? KarpathyName,
        [property: JsonPropertyName("filepath")] string? Folder,
        string? Split,
        IReadOnlyList<Sentence>? Sentences)
    {
        public string? Path => (FileName ?? KarpathyName) is { } name ? Folder is { Length: > 0 } ? $"{Folder}/{name}" : name : null;
    }

    private sealed record Sentence(string? Raw);

    private sealed record Annotation([property: JsonPropertyName("image_id")] long ImageId, string? Caption);
}
