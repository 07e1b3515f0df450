using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Api.Demo;

/// <summary>How far the demo gallery was brought in this data directory.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DemoStage>))]
internal enum DemoStage
{
    /// <summary>It was begun: a start that was interrupted goes on at the next.</summary>
    Filling,

    /// <summary>It is all there.</summary>
    Filled,

    /// <summary>Someone deleted it, and it stays deleted.</summary>
    Deleted,
}

/// <summary>The memory of it, in a file.</summary>
/// <param name="Stage">How far it was brought.</param>
/// <param name="Collection">The physical id of the collection, once it was created.</param>
/// <param name="Images">How many images it got.</param>
internal sealed record DemoMarker(DemoStage Stage, Guid? Collection, int Images)
{
    public const string FileName = "demo.json";

    /// <summary>The marker of a data directory, or null if none was written or none can be read.</summary>
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

    /// <summary>Written aside and moved into place, so that it is never read in half.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Plain.DemoMarker));
        File.Move(path + ".new", path, overwrite: true);
    }
}
