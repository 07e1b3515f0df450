using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

internal static class IngestCommand
{
    private const string Notes =
        """
        Sources:
          A folder includes all folders in it. Hidden files are skipped, and so are links to folders, unless --follow-links is given. In a folder, a
          pattern or an archive, only files with an image's extension are sent; a file that is given directly or listed is always sent. The name
          of an image is its path below PATH. If the file has changed, the new image takes over the name.
          In a pattern or GLOB, * and ? match within a folder, ** spans folders, and [abc] is one of these letters. A GLOB without a slash matches
          names anywhere.
          Archives are read without unpacking them to disk. Entries that would escape the archive are rejected, and so are decompression bombs:
          what unpacks to over 256 MB, or to 100 times the size of the archive. An interrupted download is resumed. A list has one path per
          line, or NUL between paths (find -print0).
          A folder with archives and no images outside them is read as shards of a data set, and so is a pattern of archives. In an archive,
          x.txt, x.caption and x.json belong to x.jpg: captions and fields. An archive that was added as a whole is not read again.

        Metadata:
          Each row belongs to one image. The column path (or name, file, file_name) is its path: below PATH, the full path, or relative to the
          working folder. Instead, the column id can give its id; then every file is hashed. caption is its caption. tags is a list, or one text
          with ; between tags; each tag becomes a field 'tag:NAME' that is true. Any other column is a field: a number, true or false if JSON
          reads it as one, otherwise a text. If an image has several rows, the last one counts. If its row has no caption, the first lines of
          x.txt are the caption of x.jpg beside it, in a folder or an archive.

        Running it again:
          The command remembers what the server acknowledged, by path, time of change and size; it takes about 100 bytes of memory and of disk
          for each image. So a second run sends only what is new or changed, and what a server lost that was restored from an older backup.
          --verify also finds what was deleted on the server. Ctrl-C finishes the requests that are in flight; the same command then continues.
          Failures are listed as JSON Lines with path, name, code and reason.

        JSON:
          event is start, file, progress or summary. A file's status is added, updated, unchanged, failed, removed, would-send or would-remove.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new IngestOptions();
        var command = new ExampleCommand(
            "ingest",
            "Adds the images of a folder, an archive or a list to a collection, and only what is new.",
            "txt2image ingest ~/Pictures/holiday -c holiday",
            "txt2image ingest -i ./data/0 -c image_collection",
            "txt2image ingest './scans/**/*.png' -c archive --metadata scans.csv",
            "txt2image ingest https://example.org/subfolder-0.zip -c ads --checksum sha256:9f86d0…",
            "txt2image ingest 'shards/{00000..00010}.tar' -c web",
            "find ~/Pictures -newer last -print0 | txt2image ingest - -c holiday",
            "txt2image ingest ~/Pictures/holiday -c holiday --sync --dry-run",
            "txt2image ingest ~/Pictures/holiday -c holiday --retry-failed failures.jsonl",
            "txt2image ingest ~/Pictures/holiday -c holiday --json | jq -r 'select(.status == \"failed\").path'")
        {
            Notes = Notes,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Read(environment, parsed);
            using var client = server.Connect(parsed);
            return await new IngestRun(environment, client, request).RunAsync(cancellationToken);
        });
        return command;
    }
}
