using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.State;

/// <summary>A line of the journal: the outcome of a query.</summary>
internal sealed record JournalEntry(
    [property: JsonPropertyName("n")] int Number,
    [property: JsonPropertyName("result")] QueryResult? Result,
    [property: JsonPropertyName("rejected")] string? Rejection)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JournalEntry Of(int number, EvalOutcome outcome) => new(number, outcome.Result, outcome.Rejection);

    public EvalOutcome Outcome => new(Result, Rejection);

    public string Write() => JsonSerializer.Serialize(this, Compact);

    /// <summary>Reads a line; null if it is damaged.</summary>
    public static JournalEntry? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line, Compact);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
