using System.Text.Json;
using Txt2Image.Cli.Tables;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>Reads what a listed image has.</summary>
internal static class ImageField
{
    /// <summary>The value of a field as text; null if the image does not have it.</summary>
    public static string? Text(ListedImage image, string field) =>
        image.Fields is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    /// <summary>The captions of an image: those of its field <c>captions</c>, where ingest keeps several; otherwise its caption.</summary>
    public static IReadOnlyList<string> Captions(ListedImage image)
    {
        if (Text(image, RowReader.CaptionsField) is ['[', ..] listed && ParseList(listed) is { Count: > 0 } several)
        {
            return several;
        }

        return image.Caption?.Trim() is { Length: > 0 } caption ? [caption] : [];
    }

    private static List<string>? ParseList(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<List<string?>>(text)?.OfType<string>().Select(one => one.Trim()).Where(one => one.Length > 0).ToList();
        }
        catch (JsonException)
        {
            // Somebody else's field of the same name.
            return null;
        }
    }
}
