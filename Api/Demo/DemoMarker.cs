using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Api.Demo;

/// <summary>How far adding the demo gallery to this data directory has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DemoStage>))]
internal enum DemoStage
{
    /// <summary>Adding has begun. If it is interrupted, the next start continues it.</summary>
    Filling,

    /// <summary>All images were added.</summary>
    Filled,

    /// <summary>Someone deleted the collection, and it stays deleted.</summary>
    Deleted,
}

/// <summary>A file that records how far adding the demo gallery has come.</summary>
/// <param name="Stage">The stage that was reached.</param>
/// <param name="Collection">The physical id of the collection, after it was created.</param>
/// <param name="Images">How many images were added.</param>
internal sealed record DemoMarker(DemoStage Stage, Guid? Collection, int Images)
{
    public const string FileName = "demo.json";

    /// <summary>Reads the marker of a data directory; null if there is none or it cannot be read.</summary>
    public static DemoMarker? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ApiJson.Plain.DemoMarker);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a temporary file and renames it, so that a reader never sees half a marker.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Plain.DemoMarker));
        File.Move(path + ".new", path, overwrite: true);
    }
}
