using System.CommandLine;
using System.CommandLine.Help;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Shell;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli;

/// <summary>The whole program behind <c>Main</c>: arguments and an environment in, an exit code out.</summary>
internal static class CliApp
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken cancellationToken = default)
    {
        // A search for "@home" is a text, not a file of further arguments.
        var root = BuildRoot(environment);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Suggestions.AreAskedFor(root, parsed))
        {
            return await Suggestions.WriteAsync(parsed, environment, cancellationToken);
        }

        if (parsed.Errors.Count > 0 && !IsHelp(parsed) || UsageErrors.HasStrayOption(parsed))
        {
            return UsageErrors.Report(parsed, environment);
        }

        var invocation = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await FailureReport.GuardAsync(environment, () => parsed.InvokeAsync(invocation, cancellationToken), cancellationToken);
    }

    private static bool IsHelp(ParseResult parsed) => parsed.Action is HelpWithExamples;

    private static RootCommand BuildRoot(CliEnvironment environment)
    {
        var server = new ServerOptions(environment);
        var root = Program.Commands(environment, server);
        foreach (var option in server.All)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }

        CollectionNames.AddTo(root, server);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, RootHelp.Examples, RootHelp.Notes);
        return root;
    }
}
