using System.CommandLine;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class DeleteCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument("The collection, by its own name");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = new ExampleCommand(
            "delete",
            "Deletes a collection with all its images, for good. It asks before.",
            "txt2image collections delete holiday",
            "txt2image collections delete holiday --yes")
        {
            name, yes,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var given = parsed.GetValue(name)!;
            var collection = await CollectionPath.DescribeAsync(client, given, cancel);
            var what = $"the collection '{collection.Name}' with {Counted.Of(collection.Images, "image")}{(collection.Bytes is { } bytes ? $" ({Counted.Bytes(bytes)})" : "")}";
            if (collection.Name != given)
            {
                throw new UsageException($"'{given}' is an alias of {what}: delete that by its own name, or remove the alias with 'collections unalias {given}'");
            }

            if (!parsed.GetValue(yes) && !IsConfirmed(environment, what))
            {
                environment.Error.WriteLine("Nothing is deleted.");
                return ExitCode.SomeFailed;
            }

            await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, CollectionPath.Of(given)), RetryPolicy.Interactive, cancel);
            environment.Out.WriteLine(Printable.Of($"Deleted {what}."));
            return ExitCode.Success;
        });
        return command;
    }

    private static bool IsConfirmed(CliEnvironment environment, string what) => Confirmation.Ask(environment, $"Delete {what}, for good?")
        ?? throw new UsageException($"this would delete {what}: say --yes, for nobody is here to be asked");
}
