using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// A line of the journal: a name that was acknowledged as it was then, that the server may be changing, or that was removed. Its version is the
/// collection's after that; a line without one has that of the line before.
/// </summary>
internal sealed record JournalLine(
    [property: JsonPropertyName("n")] string Name,
    [property: JsonPropertyName("m")] long Modified,
    [property: JsonPropertyName("l")] long Length,
    [property: JsonPropertyName("d")] ulong Details,
    [property: JsonPropertyName("gone")] bool IsGone,
    [property: JsonPropertyName("v")] string? Version = null)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [JsonIgnore]
    public Stamp Stamp => new(Modified, Length, Details);

    public static JournalLine Of(string name, Stamp stamp) => new(name, stamp.Modified, stamp.Length, stamp.Details, IsGone: false);

    /// <summary>A name that the server has, with a stamp that no image has.</summary>
    public static JournalLine Suspended(string name) => new(name, 0, -1, 0, IsGone: false);

    public static JournalLine Gone(string name) => new(name, 0, 0, 0, IsGone: true);

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
