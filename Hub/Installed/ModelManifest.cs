using System.Text.Json;

namespace Txt2Image.Hub.Installed;

/// <summary>What was pulled: <c>txt2image-model.json</c>, written when everything else is there.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Origin">The repository, or the folder that it was copied from.</param>
/// <param name="Commit">The commit of the repository; "" for a folder.</param>
/// <param name="Licence">The licence of its weights, or null if its origin states none.</param>
/// <param name="Variants">The variants that are there.</param>
/// <param name="Pulled">When it was pulled last.</param>
/// <param name="Files">Its files.</param>
public sealed record ModelManifest(
    string Name,
    string Origin,
    string Commit,
    string? Licence,
    IReadOnlyList<string> Variants,
    DateTimeOffset Pulled,
    IReadOnlyList<PulledFile> Files)
{
    internal const string FileName = "txt2image-model.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The bytes of all files.</summary>
    public long Bytes => Files.Sum(static file => file.Size);

    internal static ModelManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ModelManifest>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException)
        {
            // A damaged manifest is as good as none: a pull writes a new one.
            return null;
        }
    }

    internal void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        using (var file = File.Create(path + ".new"))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>A file of a pulled model.</summary>
/// <param name="Path">Its path in the model's folder, with forward slashes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in hex.</param>
public sealed record PulledFile(string Path, long Size, string Sha256);
