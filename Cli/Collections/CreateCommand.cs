using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections;

internal static class CreateCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new Argument<string>("name")
        {
            Description = "Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit",
            HelpName = "NAME",
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model that embeds its images, by name or fingerprint (default: the server's model)",
            HelpName = "MODEL",
        };
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "create",
            "Creates a collection. An existing one with the same model is left unchanged.",
            "txt2image collections create holiday",
            "txt2image collections create holiday --model clip-b32")
        {
            name, model, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var wanted = parsed.GetValue(name)!;
            var existed = await client.With(RetryPolicy.Bulk).FindCollectionAsync(wanted, cancellationToken) is not null;
            var collection = await client.CreateCollectionAsync(wanted, parsed.GetValue(model), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, collection.Json);
            }
            else
            {
                var verb = existed ? "Found" : "Created";
                environment.Out.WriteLine(Printable.Of(
                    $"{verb} the collection '{collection.Name}', with the model {collection.Model} ({collection.Dimension} numbers)."));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
