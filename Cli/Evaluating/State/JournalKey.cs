using System.Text.Json;

namespace Txt2Image.Cli.Evaluating.State;

/// <summary>What a journal is about. Outcomes of another collection, of other images, queries or settings are of no use.</summary>
internal sealed record JournalKey
{
    public const int CurrentFormat = 1;

    public int EvalJournal { get; init; } = CurrentFormat;

    public required string Server { get; init; }

    public required string Collection { get; init; }

    /// <summary>The collection's version: every write renews it.</summary>
    public required string Version { get; init; }

    /// <summary>The hash of the file of queries, or the collection's captions.</summary>
    public required string Queries { get; init; }

    /// <summary>What else changes outcomes.</summary>
    public required string Settings { get; init; }

    /// <summary>When the run began that wrote the first outcome.</summary>
    public required DateTimeOffset At { get; init; }

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads a key; null if the line is not one.</summary>
    public static JournalKey? Read(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<JournalKey>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>In what the other one differs, for people; the time does not count.</summary>
    public IReadOnlyList<string> DifferencesFrom(JournalKey other)
    {
        (string What, bool Differs)[] parts =
        [
            ("the journal's format", EvalJournal != other.EvalJournal),
            ("the server", Server != other.Server),
            ("the collection", Collection != other.Collection),
            ("the collection's images", Collection == other.Collection && Version != other.Version),
            ("the queries", Queries != other.Queries),
            ("the options", Settings != other.Settings),
        ];
        return [.. parts.Where(static part => part.Differs).Select(static part => part.What)];
    }
}
