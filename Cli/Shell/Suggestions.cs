using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Shell;

/// <summary>
/// Answers a shell that asks how a line can go on. The line is one argument, behind <c>[suggest:POSITION]</c>. The parser also finds words that only
/// contain what was typed, which a shell would put in its place.
/// </summary>
internal static class Suggestions
{
    public static bool AreAskedFor(RootCommand root, ParseResult parsed) =>
        root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);

    public static async Task<int> WriteAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        using var found = new StringWriter();
        await parsed.InvokeAsync(new InvocationConfiguration { Output = found, Error = TextWriter.Null }, cancellationToken);
        var typed = Typed(parsed);
        foreach (var word in found.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && word is not ("/?" or "/h" or "-?"))
            {
                environment.Out.WriteLine(Printable.Of(word));
            }
        }

        return ExitCode.Success;
    }

    /// <summary>What has been typed of the last word, up to the cursor.</summary>
    private static string Typed(ParseResult parsed)
    {
        var directive = parsed.Tokens[0].Value;
        var line = parsed.Tokens is [_, var given, ..] ? given.Value : "";
        var number = directive.AsSpan(directive.IndexOf(':', StringComparison.Ordinal) + 1).TrimEnd(']');
        var end = int.TryParse(number, CultureInfo.InvariantCulture, out var position)
            ? Math.Clamp(position, 0, line.Length)
            : line.Length;
        return line[..end].Split(' ')[^1];
    }
}
