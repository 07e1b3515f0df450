using System.CommandLine;
using System.CommandLine.Completions;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.CommandLine;

/// <summary>Completes the names of collections in a shell from those that the server has.</summary>
internal static class CollectionNames
{
    // A key that is pressed in a shell waits for this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Lets every place that takes an existing collection complete its name.</summary>
    public static void AddTo(Command command, ServerOptions server)
    {
        foreach (var option in command.Options.OfType<Option<string>>().Where(static option => option.Name == "--collection"))
        {
            option.CompletionSources.Add(context => Complete(context, server));
        }

        foreach (var argument in command.Arguments.Where(static argument => argument is CollectionArgument))
        {
            argument.CompletionSources.Add(context => Complete(context, server));
        }

        foreach (var subcommand in command.Subcommands)
        {
            AddTo(subcommand, server);
        }
    }

    /// <summary>The names; none if the server does not answer in time.</summary>
    private static IEnumerable<CompletionItem> Complete(CompletionContext context, ServerOptions server)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            using var client = server.Connect(context.ParseResult);
            var list = client.ListCollectionsAsync(deadline.Token).GetAwaiter().GetResult();
            return [.. list.Collections.Select(static one => new CompletionItem(one.Name))];
        }
        catch (Exception exception) when (exception is Txt2ImageClientException or OperationCanceledException or UsageException)
        {
            return [];
        }
    }
}
