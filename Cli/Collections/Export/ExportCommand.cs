using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Export;

internal static class ExportCommand
{
    private const string Notes =
        """
        Notes:
          DIR gets points.jsonl (one line per image: id, names, caption, fields, size), embeddings.npy (float32, one row per line) and the
          originals under images/. collection.json is written last: if it exists, the export is complete. If the server does not keep the
          original of an image, its preview is exported as ID.preview.webp. After an interruption, run the same command again: it does not
          download an image twice. 'collections import DIR -c NAME' reads the folder back.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument();
        var folder = new Argument<string>("folder") { Description = "A folder for the export alone; created if it does not exist", HelpName = "DIR" };
        var noImages = new Option<bool>("--no-images") { Description = "Do not export the images' bytes" };
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
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var path = environment.FullPath(parsed.GetValue(folder)!);
            return await new ExportRun(environment, client, parsed.GetValue(name)!, path, !parsed.GetValue(noImages)).RunAsync(cancellationToken);
        });
        return command;
    }
}
