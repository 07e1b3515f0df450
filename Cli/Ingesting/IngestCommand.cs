using System.CommandLine;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

internal static class IngestCommand
{
    private const string Notes =
        """
        Notes:
          A folder is taken with all folders in it; hidden files and linked folders are passed over. In a folder only files with
          the ending of an image are tried; a file that is named itself is always tried.
          An image is named by its path below PATH. Running the command again is safe: images that are there are 'unchanged'.
          Other bytes under a name that is there take the name over.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new IngestOptions();
        var command = new ExampleCommand(
            "ingest",
            "Adds an image, or all images of a folder, to a collection.",
            "txt2image ingest ~/Pictures/holiday -c holiday",
            "txt2image ingest cat.jpg -c animals",
            "txt2image ingest -i ./scans -c archive --url http://gallery.example:8080")
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
