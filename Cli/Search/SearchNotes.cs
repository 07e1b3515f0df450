using System.Globalization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>Notes about the hits; on stderr, so that the hits can be piped.</summary>
internal static class SearchNotes
{
    public static void Write(CliEnvironment environment, SearchAnswer answer, bool withCount)
    {
        if (withCount)
        {
            Line(environment, $"{Amount.Of(answer.Hits.Count, "image")} of '{answer.Collection}'{Timing(answer)}");
        }

        if (answer.Partial?.Note is { } partial)
        {
            Line(environment, $"note: {partial}");
        }

        if (answer.Cutoff?.Note is { } note)
        {
            Line(environment, $"note: {note}");
        }

        if (answer.UnknownWords is { Count: > 0 } unknown)
        {
            Line(environment, $"note: the model does not know: {string.Join(", ", unknown)}");
        }

        if (answer.Suggestion is { } suggestion)
        {
            Line(environment, $"note: did you mean: {suggestion}");
        }

        if (answer.Truncated)
        {
            Line(environment, "note: the text is longer than the model reads; its end was ignored");
        }
    }

    private static string Timing(SearchAnswer answer)
    {
        if (answer.Timings?.TryGetValue("total", out var total) != true)
        {
            return "";
        }

        var from = answer.Cache switch { "memory" => ", from memory", "distributed" => ", from the shared cache", _ => "" };
        return string.Create(CultureInfo.InvariantCulture, $" in {total:0.##} ms{from}");
    }

    private static void Line(CliEnvironment environment, string text) => environment.Error.WriteLine(Printable.Of(text));
}
