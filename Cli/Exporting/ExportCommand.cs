using System.CommandLine;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Exporting;

internal static class ExportCommand
{
    private const string Notes =
        """
        Notes:
          DIR gets points.jsonl (a line for each image: id, names, caption, fields, size), embeddings.npy (float32, a row for each of these lines),
          the originals under images/, and last of all collection.json, which says that the export is whole. An image whose original is not kept
          has its preview there, as ID.preview.webp. Stopped in between, run the same command again: images that are there are not fetched again.
          'collections import DIR -c NAME' reads it back.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument();
        var folder = new Argument<string>("folder") { Description = "A folder of its own for the export; made if it is not there", HelpName = "DIR" };
        var noImages = new Option<bool>("--no-images") { Description = "Leave the images' bytes out" };
        var command = new ExampleCommand(
            "export",
            "Writes a collection into a folder, in formats that other programs read.",
            "txt2image collections export holiday ./holiday-export",
            "txt2image collections export holiday ./holiday-export --no-images",
            "python3 -c \"import numpy; print(numpy.load('holiday-export/embeddings.npy').shape)\"")
        {
            name, folder, noImages,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var path = Path.GetFullPath(parsed.GetValue(folder)!, environment.WorkingDirectory);
            return await new ExportRun(environment, client, parsed.GetValue(name)!, path, !parsed.GetValue(noImages)).RunAsync(cancel);
        });
        return command;
    }
}
