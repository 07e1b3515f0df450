using System.Text.Json;
using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>
/// Reads a log: a question a line, as a text or as a JSON object with <c>q</c> and optionally <c>k</c> and <c>t</c>. An error names the line and not
/// what is in it, because questions are private.
/// </summary>
internal static class QuestionLog
{
    private const string Members = "a JSON object with q (a text) and, if known, k (a whole number) and t (seconds)";

    /// <exception cref="RunFailedException">The file cannot be read, a line is malformed, or there is no question.</exception>
    public static async Task<IReadOnlyList<LoggedQuestion>> ReadAsync(CliEnvironment environment, string file, CancellationToken cancellationToken)
    {
        var lines = await LineFile.ReadAsync(environment, file, cancellationToken);
        List<LoggedQuestion> questions = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().Trim() is { IsEmpty: false } line)
            {
                questions.Add(Read(line.ToString()) ?? throw new RunFailedException($"{file}, line {i + 1}: not {Members}"));
            }
        }

        return questions.Count > 0 ? questions : throw new RunFailedException($"{file} has no question.");
    }

    private static LoggedQuestion? Read(string line)
    {
        if (!line.StartsWith('{'))
        {
            return new LoggedQuestion(line, null, null);
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            var (q, k, t) = (Member("q"), Member("k"), Member("t"));
            return q is { ValueKind: JsonValueKind.String } && json.RootElement.EnumerateObject().All(member => member.Name is "q" or "k" or "t")
                ? new LoggedQuestion(q.Value.GetString()!, k?.GetInt32(), t?.GetDouble())
                : null;

            JsonElement? Member(string name) =>
                json.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
