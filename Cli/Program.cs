using System.CommandLine;
using System.Globalization;
using System.Text;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Evaluating;
using Txt2Image.Cli.Images.Commands;
using Txt2Image.Cli.Ingest;
using Txt2Image.Cli.Mcp;
using Txt2Image.Cli.Models;
using Txt2Image.Cli.Search;
using Txt2Image.Cli.Shell;
using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Watching;

namespace Txt2Image.Cli;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Numbers are read and written the same way in every country, so that scripts and documents agree.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var interruption = new Interruption();
        return await CliApp.RunAsync(args, CliEnvironment.OfProcess(), interruption.Token);
    }

    /// <summary>The commands, each in the folder of its name.</summary>
    public static RootCommand Commands(CliEnvironment environment, ServerOptions server) => new(RootHelp.Description)
    {
        IngestCommand.Create(environment, server),
        SearchCommand.Create(environment, server),
        WatchCommand.Create(environment, server),
        CollectionsCommand.Create(environment, server),
        EvalCommand.Create(environment, server),
        ImagesCommand.Create(environment, server),
        ModelsCommand.Create(environment),
        McpCommand.Create(environment, server),
        CompletionCommand.Create(environment),
        VersionCommand.Create(environment, server),
    };
}
