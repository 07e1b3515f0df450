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
          pattern or an archive, only files with an image's extension are sent; a file that is given directly or listed is always sent.
          Folders and files of other programs are left out and counted: @eaDir, #recycle, #snapshot, $RECYCLE.BIN, System Volume Information,
          @__thumb, .@__thumb, .thumbnails, .Trash-*, lost+found, __MACOSX and ._*. With --no-default-excludes they are added too.
          In a pattern or GLOB, * and ? match within a folder, ** spans folders, and [abc] is one of these letters, or itself. A GLOB without a
          slash matches names anywhere. A PATH that exists is that file or folder, even if it looks like a pattern.
          A file whose name is not written in UTF-8 cannot be opened, and fails with advice.
          Archives are read without unpacking them to disk. Entries that would escape the archive are rejected, and so are decompression bombs:
          what unpacks to over 256 MB, or to 100 times the size of the archive. An interrupted download is resumed. A list has one path per
          line, or NUL between paths (find -print0).
          A folder with archives and no images outside them is read as shards of a data set, and so is a pattern of archives. In an archive,
          x.txt, x.caption and x.json belong to x.jpg: captions and fields. An archive that was added as a whole is not read again.

        Names:
          The name of an image is its path below PATH. A name is a label, and two images can have the same one: add two camera cards to one
          collection, and the images of both are there. An image is replaced only by the file that it came from: if that file has changed in place,
          the new image replaces the one that this command sent from it before. So does another card that is mounted at the same PATH: copy it to a
          folder of its own first, or use another --state. With --no-state nothing is replaced.

        Metadata:
          A table is CSV, JSON Lines, a list in JSON, Parquet, captions of COCO or of Karpathy's splits in JSON, or a file of lines
          'NAME.jpg#0<TAB>caption'. Each row belongs to one image: by path, image_path, file_name, filename, filepath, file, image, name, key or url,
          or by id; then every file is hashed. A path is below PATH, below the table's folder, in full, from the working folder, or the end of the
          image's path. caption (or text, title, description, alt, comment) is its caption. If an image has several captions, in a list or in rows,
          the first is shown, and all are in the field 'captions', a list in JSON. tags is a list, or one text with ; between tags; each tag becomes
          a field 'tag:NAME' that is true. Any other column is a field: a number, true or false if JSON reads it as one, seconds since 1970 if it is a
          date such as 2024-05-31, otherwise a text; a list or an object is its JSON if that is short. The summary says what each column became.
          If a row has no caption, the first lines of x.txt are the caption of x.jpg beside it, in a folder or an archive.
          Without --metadata, tables beside the images are found: metadata.csv, .jsonl or .parquet for the images in its folder, captions_*.json,
          dataset*.json, captions.txt, captions.csv, results.csv and *.token. '--metadata none' ignores them.
          Texts are UTF-8, UTF-16 with a byte order mark, or else Windows-1252 with a note; --encoding NAME sets another encoding.

        Data sets in Parquet:
          PATH can be a Parquet file with pictures in it, a pattern of such files, or a folder of them without image files. The pictures are in a
          column of bytes or in a structure with bytes and path; the other columns are captions and fields as above. One row group at a time is in
          memory.

        Running it again:
          The command remembers what the server acknowledged, by path, time of change and size; it takes about 150 bytes of memory and of
          disk for each image. So a second run sends only what is new or changed, and what a server lost that was restored from an older backup.
          --verify also finds what was deleted on the server. --sync removes only what this command has sent from PATH: images of other sources
          stay, whatever their names. It removes nothing if a part of PATH could not be read.
          Ctrl-C finishes the requests that are in flight; the same command then continues. Failures are listed as JSON Lines with path, name,
          code and reason.

        JSON:
          event is start, file, progress or summary. A file's status is added, replaced, updated, unchanged, failed, removed, would-send or
          would-remove. leftOut in the summary counts the folders and files of other programs.
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
            "txt2image ingest './hub/data/train-*.parquet' -c set",
            "txt2image ingest ./coco/val2017 -c coco --metadata ./coco/annotations/captions_val2017.json",
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
