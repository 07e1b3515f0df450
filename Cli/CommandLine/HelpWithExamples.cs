using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Txt2Image.Cli.CommandLine;

/// <summary>A command with examples in its help.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Notes after the examples.</summary>
    public string? Notes { get; set; }
}

/// <summary>The usual help, followed by the command's examples and notes; those of the root command are given here.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<string> rootExamples, string rootNotes) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;

        output.WriteLine("Examples:");
        foreach (var example in (command as ExampleCommand)?.Examples ?? rootExamples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();

        if (((command as ExampleCommand)?.Notes ?? (command is RootCommand ? rootNotes : null)) is { } notes)
        {
            output.WriteLine(notes);
            output.WriteLine();
        }

        return code;
    }
}
