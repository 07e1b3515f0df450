using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class DeleteCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument("The collection's own name, not an alias");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        var command = new ExampleCommand(
            "delete",
            "Permanently deletes a collection and all its images, after asking for confirmation.",
            "txt2image collections delete holiday",
            "txt2image collections delete holiday --yes")
        {
            name, yes,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var given = parsed.GetValue(name)!;
            var collection = await client.GetCollectionAsync(given, cancellationToken);
            var size = collection.Bytes is { } bytes ? $" ({Amount.Bytes(bytes)})" : "";
            var what = $"the collection '{collection.Name}' with {Amount.Of(collection.Images, "image")}{size}";
            if (collection.Name != given)
            {
                throw new UsageException(
                    $"'{given}' is an alias of {what}: delete the collection by its own name, "
                    + $"or remove the alias with 'collections unalias {given}'");
            }

            if (!parsed.GetValue(yes) && !IsConfirmed(environment, what))
            {
                environment.Error.WriteLine("Nothing was deleted.");
                return ExitCode.SomeFailed;
            }

            await client.DeleteCollectionAsync(given, cancellationToken);
            environment.Out.WriteLine(Printable.Of($"Deleted {what}."));
            return ExitCode.Success;
        });
        return command;
    }

    private static bool IsConfirmed(CliEnvironment environment, string what) => Confirmation.Ask(environment, $"Delete {what} permanently?")
        ?? throw new UsageException($"this would delete {what}: there is no terminal to ask on, so confirm it with --yes");
}
