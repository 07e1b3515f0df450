using System.CommandLine;
using System.Net;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images.Commands;

/// <summary><c>images delete</c>.</summary>
internal static class DeleteImagesCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var images = new ImageSelection(mayBeMany: true);
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        var command = new ExampleCommand(
            "delete",
            "Permanently deletes images with all their names, after asking for confirmation.",
            "txt2image images delete 0f8fad5b-d9cb-469f-a165-70867728950e -c holiday",
            "txt2image search \"blurred\" -c holiday --json | jq -r '.hits[].id' | xargs txt2image images delete -c holiday --yes")
        {
            yes,
        };
        images.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var collection = await images.CollectionAsync(parsed, client, cancellationToken);
            var ids = images.Ids(parsed).Distinct().ToList();
            var what = $"{Amount.Of(ids.Count, "image")} of '{collection}'";
            if (!parsed.GetValue(yes) && !IsConfirmed(environment, what))
            {
                environment.Error.WriteLine("Nothing was deleted.");
                return ExitCode.SomeFailed;
            }

            var missing = 0;
            foreach (var id in ids)
            {
                try
                {
                    await client.DeleteImageAsync(collection, id, cancellationToken);
                }
                catch (ServerErrorException exception) when (exception.Status == HttpStatusCode.NotFound)
                {
                    missing++;
                    environment.Error.WriteLine(Printable.Of(exception.Detail));
                }
            }

            environment.Out.WriteLine(Printable.Of($"Deleted {Amount.Of(ids.Count - missing, "image")} of '{collection}'."));
            return missing == 0 ? ExitCode.Success : ExitCode.SomeFailed;
        });
        return command;
    }

    private static bool IsConfirmed(CliEnvironment environment, string what) => Confirmation.Ask(environment, $"Delete {what} permanently?")
        ?? throw new UsageException($"this would delete {what}: there is no terminal to ask on, so confirm it with --yes");
}
