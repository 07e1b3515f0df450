using System.CommandLine;
using System.Net.Http.Json;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class CreateCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument("Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit");
        var model = new Option<string?>("--model") { Description = "The model that embeds its images, by name or fingerprint (else the server's)", HelpName = "MODEL" };
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "create",
            "Makes a collection. One that is there with the same model stays as it is.",
            "txt2image collections create holiday",
            "txt2image collections create holiday --model clip-b32")
        {
            name, model, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var wanted = parsed.GetValue(name)!;
            var wasThere = await TargetCollection.FindAsync(client, wanted, cancel) is not null;
            var asked = parsed.GetValue(model);
            var text = await client.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Put, CollectionPath.Of(wanted)) { Content = asked is null ? null : JsonContent.Create(new { model = asked }) },
                RetryPolicy.Interactive,
                cancel);
            var made = client.Read<CollectionAnswer>(text);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, text);
            }
            else
            {
                environment.Out.WriteLine(Printable.Of($"{(wasThere ? "There is" : "Made")} the collection '{made.Name}', with the model {made.Model} ({made.Dimension} numbers)."));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
