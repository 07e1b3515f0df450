using System.Text.Json;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>The journal's first line: what it is about. A recreated collection has another creation time, and none of the old one's images.</summary>
internal sealed record JournalHeader(int Format, string Server, string Collection, string Created, string Source)
{
    public const int CurrentFormat = 1;

    public string Write() => JsonSerializer.Serialize(this);

    public static JournalHeader? Read(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<JournalHeader>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
