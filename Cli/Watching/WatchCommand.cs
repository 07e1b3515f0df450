using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Ingest;
using Txt2Image.Cli.Ingest.Following;
using Txt2Image.Cli.Search;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Watching;

/// <summary><c>watch</c>: follows a folder and adds its new images, or waits for new images of a collection that match a text.</summary>
internal static class WatchCommand
{
    private const string Notes =
        """
        A folder or a text:
          If the argument is a folder, it is added as ingest does it, and then followed: new and changed files are added once they have stopped
          growing. Names are removed only with --sync, which here asks nothing. Only what --force allows removes more than half of the names.
          Otherwise it is a text, and new images of the collection that match it are printed.

        Following a folder:
          The system reports changes. Of folders on other machines it does not: they are walked every 30 s, or as --poll says. If the server or the
          folder is away, the command says so once, waits, and goes on. There is a line for each file, or one for many files at once.
          JSON: event is file, watching, waiting or summary. A file's status is added, replaced, updated, failed or removed.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var (search, ingest) = (new SearchOptions(), new IngestOptions());
        var json = new Option<bool>("--json") { Description = "Print each image or event as a line of JSON" };
        var since = new Option<string?>("--since")
        {
            Description = "With a text: go on from a position that an earlier watch printed",
            HelpName = "POSITION",
        };
        var command = new ExampleCommand(
            "watch",
            "Follows a folder and adds what is new; or prints new images that match a text. Ctrl-C ends it.",
            "txt2image watch ~/Pictures -c holiday",
            "txt2image watch /mnt/nas/scans -c scans --poll 60 --sync",
            "txt2image watch \"a delivery van\" -c door --min-score 0.25",
            "txt2image watch \"a fox at night\" --json | jq -r .name",
            "txt2image watch --like 0f8fad5b-d9cb-469f-a165-70867728950e --filter camera:3")
        {
            json, since,
        };
        command.Notes = Notes;
        search.AddToWatch(command);
        ingest.AddToWatch(command);
        var kind = new WatchedKind(environment, search, ingest, since);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var asJson = parsed.GetValue(json);
            if (kind.FindFolder(parsed) is not { } folder)
            {
                var request = await search.ReadAsync(parsed, cancellationToken);
                return await new TextWatch(environment, client, asJson).RunAsync(request, parsed.GetValue(since), cancellationToken);
            }

            var collection = parsed.GetValue(search.Collection)
                ?? throw new UsageException($"'{folder}' is a folder: give the collection to add it to, with -c NAME");
            var watched = ingest.Read(environment, parsed, folder, collection) with { WritesJson = asJson };
            return await new WatchRun(environment, client, watched, ingest.PollOf(parsed), FolderWatcher.TryStart).RunAsync(cancellationToken);
        });
        return command;
    }
}
