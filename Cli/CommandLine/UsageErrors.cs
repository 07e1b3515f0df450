using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.CommandLine;

/// <summary>Says what is wrong with a command line, and suggests the option or command that it resembles.</summary>
internal static class UsageErrors
{
    /// <summary>The parser takes an unknown <c>--option</c> for an argument; an argument that looks like an option must follow <c>--</c>.</summary>
    public static bool HasStrayOption(ParseResult parsed) => StrayOptions(parsed).Any();

    public static int Report(ParseResult parsed, CliEnvironment environment)
    {
        var command = parsed.CommandResult.Command;
        var known = KnownWords(parsed.CommandResult);
        var stray = StrayOptions(parsed).ToArray();

        foreach (var option in stray)
        {
            WriteLine(environment, $"there is no option '{option}'.{NearestWord.Suggest(option, known)}");
        }

        // After a misspelt option, its value and what depends on it look wrong too: reporting that would only hide the cause.
        if (stray.Length == 0 && parsed.UnmatchedTokens is [var word, ..])
        {
            WriteLine(environment, Unmatched(word, command, known));
        }
        else if (stray.Length == 0 && command is RootCommand)
        {
            WriteLine(environment, $"give a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}");
        }
        else if (stray.Length == 0)
        {
            foreach (var error in parsed.Errors)
            {
                WriteLine(environment, WithoutTypeName(OneLine(error.Message)));
            }
        }

        environment.Error.WriteLine($"Try '{CommandPath(parsed.CommandResult)} --help'.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> StrayOptions(ParseResult parsed)
    {
        if (parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash))
        {
            return [];
        }

        var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);
        return taken.Concat(parsed.UnmatchedTokens).Where(LooksLikeOption);
    }

    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && !word.Contains(' ', StringComparison.Ordinal);

    private static string Unmatched(string word, Command command, IReadOnlyCollection<string> known) => command switch
    {
        RootCommand => $"there is no command '{word}'.{NearestWord.Suggest(word, known)}",
        { Name: "search" or "watch" } => $"'{word}' is one word too many: put the whole text in quotes.",
        { Name: "ingest" } => $"'{word}' is one path too many: give one folder, file or archive, a pattern in quotes, or - and a list of paths.",
        _ => $"'{word}' is not expected here.{NearestWord.Suggest(word, known)}",
    };

    /// <summary>The parser lists allowed values below each other.</summary>
    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>"… as expected type 'System.Int32'." means nothing to the person who reads it.</summary>
    private static string WithoutTypeName(string message) =>
        message.IndexOf(" as expected type", StringComparison.Ordinal) is > 0 and var at ? $"{message[..at]} as a number." : message;

    private static List<string> KnownWords(CommandResult result)
    {
        var words = result.Command.Subcommands.Select(c => c.Name).ToList();
        for (SymbolResult? at = result; at is CommandResult here; at = at.Parent)
        {
            var visible = here.Command.Options.Where(o => at == result || o.Recursive);
            words.AddRange(visible.SelectMany(o => o.Aliases.Append(o.Name)));
        }

        return words;
    }

    private static string CommandPath(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{CommandPath(parent)} {result.Command.Name}" : "txt2image";

    private static void WriteLine(CliEnvironment environment, string message) =>
        environment.Error.WriteLine($"txt2image: {Printable.Of(message)}");
}
