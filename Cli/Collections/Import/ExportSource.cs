using System.Globalization;
using System.Text.Json;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Npy;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>Reads what <c>collections export</c> wrote.</summary>
internal static class ExportSource
{
    public static ImportSource Open(ExportFolder folder, ExportManifest manifest, string? images)
    {
        if (!manifest.HasImages && images is null)
        {
            throw new UsageException("this export has no images (it was made with --no-images): give the folder of their files with --images ROOT");
        }

        using var numbers = OpenNumbers(folder);
        return numbers.Header.Rows == manifest.Count && numbers.Header.Columns == manifest.Dimension
            ? new ImportSource(manifest.Fingerprint, manifest.Model, manifest.Dimension, manifest.Count, Rows(folder, images))
            : throw new UsageException(
                $"'{folder.Embeddings}' does not belong to this export: collection.json says {manifest.Count} rows of {manifest.Dimension} numbers");
    }

    private static IEnumerable<ImportRow> Rows(ExportFolder folder, string? images)
    {
        using var numbers = OpenNumbers(folder);
        var line = 0;
        foreach (var text in File.ReadLines(folder.Points))
        {
            line++;
            var place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder.Points)}, line {line}");
            var point = Read(text, place);
            var embedding = numbers.Next() ?? throw new UsageException($"{place}: there are more lines than rows in '{folder.Embeddings}'");
            var file = images is null ? folder.FileOf(point) : Path.Combine(images, point.Names[0]);

            // A preview's bytes have another id, so the preview becomes a separate image.
            var isPreview = images is null && point.IsPreviewOnly;
            var id = isPreview ? (Guid?)null : point.Id;
            yield return new ImportRow(place, id, point.Names, point.Caption, Fields(point.Fields), file, embedding) { IsPreview = isPreview };
        }
    }

    private static NpyReader OpenNumbers(ExportFolder folder)
    {
        try
        {
            return new NpyReader(folder.Embeddings);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new UsageException($"'{folder.Embeddings}' cannot be read: {exception.Message}");
        }
    }

    private static ListedImage Read(string text, string place)
    {
        try
        {
            var point = JsonSerializer.Deserialize<ListedImage>(text, JsonSerializerOptions.Web);
            return point is { Names.Count: > 0 } && point.Id != Guid.Empty
                ? point
                : throw new UsageException($"{place}: it has no id or no names");
        }
        catch (JsonException)
        {
            throw new UsageException($"{place}: it is not a point of an export");
        }
    }

    private static string? Fields(JsonElement? fields) =>
        fields is { ValueKind: JsonValueKind.Object } json && json.EnumerateObject().Any() ? json.GetRawText() : null;
}
