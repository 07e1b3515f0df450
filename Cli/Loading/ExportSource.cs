using System.Globalization;
using System.Text.Json;
using Txt2Image.Cli.Arrays;
using Txt2Image.Cli.Exporting;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Loading;

/// <summary>Reads what <c>collections export</c> wrote.</summary>
internal static class ExportSource
{
    public static LoadSource Open(ExportFolder folder, ExportManifest manifest, string? images)
    {
        if (!manifest.HasImages && images is null)
        {
            throw new UsageException("this export has no images' bytes (it was made with --no-images): say where their files are with --images ROOT");
        }

        using var numbers = OpenNumbers(folder);
        return numbers.Header.Rows == manifest.Count && numbers.Header.Columns == manifest.Dimension
            ? new LoadSource(manifest.Fingerprint, manifest.Model, manifest.Dimension, manifest.Count, Rows(folder, images))
            : throw new UsageException($"'{folder.Embeddings}' is not that of this export: collection.json tells of {manifest.Count} rows of {manifest.Dimension} numbers");
    }

    private static IEnumerable<LoadRow> Rows(ExportFolder folder, string? images)
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

            // A preview's bytes are not those that the id is of: it becomes an image of its own.
            var isPreview = images is null && point.IsPreviewOnly;
            yield return new LoadRow(place, isPreview ? null : point.Id, point.Names, point.Caption, Fields(point.Fields), file, embedding) { IsPreview = isPreview };
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

    private static ExportedPoint Read(string text, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportedPoint>(text, Answers.Json) is { Id: var id, Names.Count: > 0 } point && id != Guid.Empty
                ? point
                : throw new UsageException($"{place}: it has no id or no names");
        }
        catch (JsonException)
        {
            throw new UsageException($"{place}: it is no point of an export");
        }
    }

    private static string? Fields(JsonElement? fields) =>
        fields is { ValueKind: JsonValueKind.Object } json && json.EnumerateObject().Any() ? json.GetRawText() : null;

    private sealed record ExportedPoint(Guid Id, IReadOnlyList<string> Names, string? MediaType, long Bytes, JsonElement? Fields, string? Caption)
        : ListedImage(Id, Names, MediaType, Bytes, Fields);
}
