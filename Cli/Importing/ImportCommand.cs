using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Importing;

internal static class ImportCommand
{
    private const string Notes =
        """
        Notes:
          The server reads the pictures out of Qdrant, so it has to know it: Txt2Image:Vectors:Qdrant:Url. A picture is base64 in a point's
          payload. It is embedded anew, and nothing is changed in Qdrant. Running the command again is safe: images that are there are
          'unchanged'.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var source = new Argument<string?>("source") { Description = "The collection in Qdrant", HelpName = "SOURCE", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "List the collections that can be imported" };
        var into = new Option<string?>("--into") { Description = "Where to add; made when it is not there", HelpName = "NAME" };
        var after = new Option<string?>("--after") { Description = "Go on after this point, as an earlier run told", HelpName = "POINT" };
        var page = new Option<int>("--page")
        {
            Description = "Points in one request",
            HelpName = "COUNT",
            DefaultValueFactory = _ => ImportRequest.DefaultPage,
        };
        var command = new ExampleCommand(
            "import-qdrant",
            "Adds the images that another program keeps in Qdrant, such as the Python demo.",
            "txt2image collections import-qdrant --list",
            "txt2image collections import-qdrant image_collection --into demo-images")
        {
            source, list, into, after, page,
        };
        command.Notes = Notes;
        page.Validators.Add(result =>
        {
            var given = result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var count) ? count : 1;
            if (given is < 1 or > ImportRequest.MaxPage)
            {
                result.AddError($"--page is between 1 and {ImportRequest.MaxPage}, not {given}.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(list))
            {
                return;
            }

            if (string.IsNullOrEmpty(result.GetValue(source)) || result.GetValue(into) is null or "" or "." or "..")
            {
                result.AddError("Give the collection in Qdrant and where to add: SOURCE --into NAME. --list tells what there is.");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            if (parsed.GetValue(list))
            {
                return await SourceList.WriteAsync(environment, client, cancel);
            }

            var request = new ImportRequest(parsed.GetValue(source)!, parsed.GetValue(into)!, parsed.GetValue(after), parsed.GetValue(page));
            return await new ImportRun(environment, client, request).RunAsync(cancel);
        });
        return command;
    }
}
