using System.CommandLine;
using System.Text;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Import;

internal static class ImportCommand
{
    private const string Notes =
        """
        Notes:
          DIR is what 'collections export' wrote, or a folder of clip-retrieval: img_emb/img_emb_*.npy (float16, float32 or float64) and, for each of
          them, metadata/metadata_*.parquet, .jsonl or .csv, or paths_*.txt and captions_*.txt, one per line. Columns have the roles that they have
          in 'ingest': image_path (or path, file_name, filename, image, key, url) is the image's file, caption (or text, title) its caption, and other
          columns are fields. Embeddings that are not of length 1 are normalised.
          Images are sent with their embeddings, so the server computes none. The embeddings must come from the collection's model. A folder of
          clip-retrieval does not name its model, so give it with --model. --re-embed sends only the images. It is safe to run the command again.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to read", HelpName = "DIR" };
        var into = new Option<string>("--collection", "-c")
        {
            Description = "The collection to add to; created if it does not exist",
            HelpName = "NAME",
            Required = true,
        };
        var images = new Option<string?>("--images")
        {
            Description = "Where the images' files are, if not in the folder: their paths are relative to this",
            HelpName = "ROOT",
        };
        var model = new Option<string?>("--model") { Description = "The model of the embeddings, by name or fingerprint", HelpName = "MODEL" };
        var encoding = new EncodingOption();
        var reEmbed = new Option<bool>("--re-embed") { Description = "Ignore the embeddings, and let the server's model embed the images" };
        var command = new ExampleCommand(
            "import",
            "Adds images with their captions and embeddings from an export, or from a folder of clip-retrieval.",
            "txt2image collections import ./holiday-export -c holiday",
            "txt2image collections import ./laion -c laion --images /data/laion --model clip-b32",
            "txt2image collections import ./holiday-export -c holiday-l14 --re-embed")
        {
            folder, into, images, model, encoding.Option, reEmbed,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = new ImportRequest(
                environment.FullPath(parsed.GetValue(folder)!),
                parsed.GetValue(into)!,
                environment.FullPath(parsed.GetValue(images)),
                parsed.GetValue(model),
                parsed.GetValue(reEmbed),
                encoding.Read(parsed));
            return await new ImportRun(environment, client, request).RunAsync(cancellationToken);
        });
        return command;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record ImportRequest(string Folder, string Collection, string? Images, string? Model, bool ReEmbed, Encoding? Encoding);
