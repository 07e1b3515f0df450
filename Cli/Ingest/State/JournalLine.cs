using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// A line of the journal: a name that was acknowledged as it was then, that the server may be changing, or that was removed. Its version is the
/// collection's after that; a line without one has that of the line before. Its id is that of the image that the server last acknowledged under the
/// name; lines of earlier versions have none.
/// </summary>
internal sealed record JournalLine(
    [property: JsonPropertyName("n")] string Name,
    [property: JsonPropertyName("m")] long Modified,
    [property: JsonPropertyName("l")] long Length,
    [property: JsonPropertyName("d")] ulong Details,
    [property: JsonPropertyName("gone")] bool IsGone,
    [property: JsonPropertyName("v")] string? Version = null,
    [property: JsonPropertyName("i")] Guid? Id = null,
    [property: JsonPropertyName("e")] int Entry = 0)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [JsonIgnore]
    public Stamp Stamp => new(Modified, Length, Details);

    [JsonIgnore]
    public UInt128 Key => NameHash.Of(Name, Entry);

    public static JournalLine Of(ImageFile image, Guid? id) => Of(image.Name, Stamp.Of(image)) with { Id = id, Entry = image.Entry };

    public static JournalLine Of(string name, Stamp stamp) => new(name, stamp.Modified, stamp.Length, stamp.Details, IsGone: false);

    /// <summary>A name that the server has, with a stamp that no image has.</summary>
    public static JournalLine Suspended(string name) => Of(name, Stamp.None);

    public static JournalLine Gone(SentName name) => new(name.Name, 0, 0, 0, IsGone: true) { Entry = name.Entry };

    public string Write() => JsonSerializer.Serialize(this, Compact);

    public static JournalLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(line, Compact) is { Name: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
