using System.CommandLine;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

internal static class IngestCommand
{
    private const string Notes =
        """
        Sources:
          A folder is taken with all folders in it; hidden files are passed over, linked folders too without --follow-links. In a folder, a
          pattern or an archive only files with the ending of an image are tried; a file that is named itself, or listed, is always tried.
          An image is named by its path below PATH. Other bytes under a name that is there take the name over.
          A pattern or GLOB: * and ? stay within a folder, ** spans folders, [abc] is one of these. A GLOB without a slash means a name anywhere.
          Archives are read without unpacking them; names that lead out of them are refused, and what unpacks to over 256 MB, or to 100 times the
          archive. A download that broke off goes on where it was. A list has a path a line, or NUL between them (find -print0).

        Metadata:
          The column path (or name, file, file_name) is an image's path below PATH, whole, or from here; or the column id is its id, for which
          every file is hashed. caption is its caption; tags are a list, or one text with ; between, and each becomes a field 'tag:NAME' that is
          true; any other column is a field: a number, true or false where JSON reads one, else a text. A row that stands twice: the last counts.
          Without a caption there, that of x.jpg is the first lines of x.txt beside it, in a folder or a zip.

        Running it again:
          What the server acknowledged is remembered by path, time of change and size, about 100 bytes of memory and of disk each, so that
          a second run sends only what is new or changed. --verify finds too what was deleted on the server. Ctrl-C finishes what is under way; the
          same command goes on. What failed is listed as JSON Lines of path, name, code and reason.

        JSON:
          event is start, file, progress or summary. A file's status is added, updated, unchanged, failed, removed, would-send or would-remove.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new IngestOptions();
        var command = new ExampleCommand(
            "ingest",
            "Adds images to a collection: of a folder, an archive, a list; and only what is new.",
            "txt2image ingest ~/Pictures/holiday -c holiday",
            "txt2image ingest -i ./data/0 -c image_collection",
            "txt2image ingest './scans/**/*.png' -c archive --metadata scans.csv",
            "txt2image ingest https://example.org/subfolder-0.zip -c ads --checksum sha256:9f86d0…",
            "find ~/Pictures -newer last -print0 | txt2image ingest - -c holiday",
            "txt2image ingest ~/Pictures/holiday -c holiday --sync --dry-run",
            "txt2image ingest ~/Pictures/holiday -c holiday --retry-failed failures.jsonl",
            "txt2image ingest ~/Pictures/holiday -c holiday --json | jq -r 'select(.status == \"failed\").path'")
        {
            Notes = Notes,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var request = options.Read(environment, parsed);
            using var client = server.Connect(parsed);
            return await new IngestRun(environment, client, request).RunAsync(cancel);
        });
        return command;
    }
}
