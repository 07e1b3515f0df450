using System.CommandLine;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Loading;

internal static class LoadCommand
{
    private const string Notes =
        """
        Notes:
          DIR is what 'collections export' wrote, or a folder of clip-retrieval: img_emb/img_emb_*.npy (float16 or float32) with, for each,
          metadata/metadata_*.jsonl or .csv (image_path, caption) or paths_*.txt and captions_*.txt, one a line. Its metadata is parquet, which is
          not read here: convert it first, with
            python3 -c "import glob,pandas;[pandas.read_parquet(f).to_json(f[:-7]+'jsonl',orient='records',lines=True) for f in glob.glob('DIR/metadata/*.parquet')]"
          Images come with their embeddings, so that none is computed. An export's must be of the collection's model, or it is refused; a folder of
          clip-retrieval does not name its model, so --model says it. --re-embed sends the images alone. Running the command again is safe.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to read", HelpName = "DIR" };
        var into = new Option<string>("--collection", "-c") { Description = "Where to add; made when it is not there", HelpName = "NAME", Required = true };
        var images = new Option<string?>("--images") { Description = "Where the images' files are, if not in the folder: their paths are told from here", HelpName = "ROOT" };
        var model = new Option<string?>("--model") { Description = "The model that the embeddings are of, by name or fingerprint", HelpName = "MODEL" };
        var reEmbed = new Option<bool>("--re-embed") { Description = "Leave the embeddings aside, and have the server's model embed the images" };
        var command = new ExampleCommand(
            "import",
            "Adds images with their captions and embeddings from an export, or from a folder of clip-retrieval.",
            "txt2image collections import ./holiday-export -c holiday",
            "txt2image collections import ./laion -c laion --images /data/laion --model clip-b32",
            "txt2image collections import ./holiday-export -c holiday-l14 --re-embed")
        {
            folder, into, images, model, reEmbed,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            string Full(string path) => Path.GetFullPath(path, environment.WorkingDirectory);
            var request = new LoadRequest(
                Full(parsed.GetValue(folder)!),
                parsed.GetValue(into)!,
                parsed.GetValue(images) is { } root ? Full(root) : null,
                parsed.GetValue(model),
                parsed.GetValue(reEmbed));
            return await new LoadRun(environment, client, request).RunAsync(cancel);
        });
        return command;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record LoadRequest(string Folder, string Collection, string? Images, string? Model, bool ReEmbed);
