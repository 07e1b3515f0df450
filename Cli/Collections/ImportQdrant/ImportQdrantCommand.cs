using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.ImportQdrant;

internal static class ImportQdrantCommand
{
    private const string Notes =
        """
        Notes:
          The server reads the pictures from Qdrant, so it must know Qdrant's address: Txt2Image:Vectors:Qdrant:Url. A picture is base64 in the
          payload of a point. The server's model embeds it, and nothing changes in Qdrant. It is safe to run the command again: images that are
          already there are 'unchanged'.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var source = new Argument<string?>("source")
        {
            Description = "The collection in Qdrant",
            HelpName = "SOURCE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var list = new Option<bool>("--list") { Description = "List the collections that can be imported" };
        var into = new Option<string?>("--into") { Description = "The collection to add to; created if it does not exist", HelpName = "NAME" };
        var after = new Option<string?>("--after") { Description = "Continue after this point, which an earlier run printed", HelpName = "POINT" };
        var page = new Option<int>("--page")
        {
            Description = "Points per request",
            HelpName = "COUNT",
            DefaultValueFactory = _ => ImportQdrantRequest.DefaultPage,
        };
        var command = new ExampleCommand(
            "import-qdrant",
            "Adds the images that another program, such as the Python demo, keeps in Qdrant.",
            "txt2image collections import-qdrant --list",
            "txt2image collections import-qdrant image_collection --into demo-images")
        {
            source, list, into, after, page,
        };
        command.Notes = Notes;
        OptionRange.Limit(page, 1, ImportQdrantRequest.MaxPage);
        command.Validators.Add(result =>
        {
            if (result.GetValue(list))
            {
                return;
            }

            if (string.IsNullOrEmpty(result.GetValue(source)) || result.GetValue(into) is null or "" or "." or "..")
            {
                result.AddError("Give the collection in Qdrant and the one to add to: SOURCE --into NAME. --list shows the collections in Qdrant.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            if (parsed.GetValue(list))
            {
                return await QdrantSources.WriteAsync(environment, client, cancellationToken);
            }

            var request = new ImportQdrantRequest(parsed.GetValue(source)!, parsed.GetValue(into)!, parsed.GetValue(after), parsed.GetValue(page));
            return await new ImportQdrantRun(environment, client, request).RunAsync(cancellationToken);
        });
        return command;
    }
}
