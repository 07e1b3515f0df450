using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Reindex;

internal static class ReindexCommand
{
    private const string Notes =
        """
        Notes:
          The server embeds its stored images with another model that it runs, into a shadow collection, while the old one is searched and written.
          Then the new one takes its place in one step, with its name and aliases. Images that are added or deleted meanwhile are in the new one too,
          or are not. An image whose original is not kept is embedded from its preview, and the result says so.
          If it is stopped, run the same command again: it continues. The old collection stays as NAME-old, unless --drop-old is given.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument();
        var model = new Option<string>("--model")
        {
            Description = "The new model, by name or fingerprint: one that the server runs",
            HelpName = "MODEL",
            Required = true,
        };
        var keepAs = new Option<string?>("--keep-as") { Description = "The old collection's new name (default: NAME-old)", HelpName = "NAME" };
        var dropOld = new Option<bool>("--drop-old") { Description = "Delete the old collection once the new one is in its place" };
        var json = new Option<bool>("--json") { Description = "Print the server's last answer as JSON" };
        var command = new ExampleCommand(
            "reindex",
            "Embeds the images of a collection with another model, without interrupting searches.",
            "txt2image collections reindex holiday --model clip-l14",
            "txt2image collections reindex holiday --model clip-l14 --keep-as holiday-b32",
            "txt2image collections reindex holiday --model clip-l14 --drop-old")
        {
            name, model, keepAs, dropOld, json,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = new ReindexRequest(
                parsed.GetValue(name)!, parsed.GetValue(model)!, parsed.GetValue(keepAs), parsed.GetValue(dropOld), parsed.GetValue(json));
            return await new ReindexRun(environment, client, request).RunAsync(cancellationToken);
        });
        return command;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record ReindexRequest(string Name, string Model, string? KeepAs, bool DropOld, bool Json);
