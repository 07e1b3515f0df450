using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Export;

/// <summary>The files in the folder of an export.</summary>
internal sealed class ExportFolder(string root)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Points => Path.Combine(root, "points.jsonl");

    public string Embeddings => Path.Combine(root, "embeddings.npy");

    /// <summary>Written last: if it exists, the export is complete.</summary>
    public string Manifest => Path.Combine(root, "collection.json");

    /// <summary>The name of a file until it is complete.</summary>
    public static string Draft(string file) => $"{file}.part";

    /// <summary>The path of an image's bytes: spread over folders, so that none has too many files, with the extension of their type.</summary>
    public string FileOf(ListedImage image)
    {
        var name = image.Id.ToString("D");
        return Path.Combine(root, "images", name[..2], name + (image.IsPreviewOnly ? ".preview.webp" : Ending(image.MediaType)));
    }

    /// <summary>Prepares the folder for an export of this collection.</summary>
    /// <exception cref="UsageException">It contains something else.</exception>
    public void Begin(string collection)
    {
        if (File.Exists(root))
        {
            throw new UsageException($"'{root}' is a file: an export needs a folder");
        }

        if (ReadManifest() is { } manifest && manifest.Name != collection)
        {
            throw new UsageException($"'{root}' contains an export of the collection '{manifest.Name}': give another folder");
        }

        var isOurs = File.Exists(Manifest) || File.Exists(Draft(Points)) || File.Exists(Points);
        if (!isOurs && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new UsageException($"'{root}' is not empty and not an export: give another folder");
        }

        Directory.CreateDirectory(root);
        File.Delete(Manifest);
    }

    /// <summary>The description of the export; null if there is none, or it is not complete.</summary>
    public ExportManifest? ReadManifest()
    {
        try
        {
            return File.Exists(Manifest) ? JsonSerializer.Deserialize<ExportManifest>(File.ReadAllText(Manifest), Readable) : null;
        }
        catch (JsonException)
        {
            throw new UsageException($"'{Manifest}' was not written by an export");
        }
    }

    /// <summary>Gives the files their final names, and writes the description.</summary>
    public void Complete(ExportManifest manifest)
    {
        File.Move(Draft(Points), Points, overwrite: true);
        File.Move(Draft(Embeddings), Embeddings, overwrite: true);
        File.WriteAllText(Draft(Manifest), JsonSerializer.Serialize(manifest, Readable) + "\n");
        File.Move(Draft(Manifest), Manifest, overwrite: true);
    }

    private static string Ending(string? mediaType) => mediaType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "image/tiff" => ".tif",
        "image/heic" => ".heic",
        "image/avif" => ".avif",
        "image/jxl" => ".jxl",
        "image/x-adobe-dng" => ".dng",
        "image/x-nikon-nef" => ".nef",
        "image/x-canon-cr2" => ".cr2",
        "image/x-canon-cr3" => ".cr3",
        "image/x-sony-arw" => ".arw",
        "image/x-fuji-raf" => ".raf",
        "image/x-olympus-orf" => ".orf",
        "image/x-panasonic-rw2" => ".rw2",
        "image/x-pentax-pef" => ".pef",
        "image/x-samsung-srw" => ".srw",
        _ => "",
    };
}

/// <summary>The content of <c>collection.json</c>.</summary>
internal sealed record ExportManifest
{
    public int Format { get; init; } = 1;

    public required string Name { get; init; }

    public string? Model { get; init; }

    public string? Fingerprint { get; init; }

    public int Dimension { get; init; }

    /// <summary>Rows of points and embeddings.</summary>
    public long Count { get; init; }

    /// <summary>The collection's version when the export began.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the images' bytes are part of it.</summary>
    [JsonPropertyName("images")]
    public bool HasImages { get; init; }

    public DateTimeOffset ExportedAt { get; init; }
}
