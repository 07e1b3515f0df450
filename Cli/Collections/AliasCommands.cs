using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class AliasCommands
{
    public static Command CreateAlias(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument("The collection that the alias points to");
        var alias = AliasArgument("The alias; one that points to another collection is moved in one step");
        var command = new ExampleCommand(
            "alias",
            "Gives a collection another name, which works everywhere like its own.",
            "txt2image collections alias holiday-2026 holiday",
            "txt2image search \"a red bicycle\" -c holiday")
        {
            name, alias,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var collection = await client.SetAliasAsync(parsed.GetValue(name)!, parsed.GetValue(alias)!, cancellationToken);
            environment.Out.WriteLine(Printable.Of($"'{parsed.GetValue(alias)}' points to the collection '{collection.Name}'."));
            return ExitCode.Success;
        });
        return command;
    }

    public static Command CreateUnalias(CliEnvironment environment, ServerOptions server)
    {
        var alias = AliasArgument("The alias");
        var command = new ExampleCommand("unalias", "Removes an alias; the collection stays.", "txt2image collections unalias holiday") { alias };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var given = parsed.GetValue(alias)!;
            var collection = await client.GetCollectionAsync(given, cancellationToken);
            if (collection.Name == given)
            {
                throw new UsageException($"'{given}' is the name of a collection, not an alias");
            }

            await client.RemoveAliasAsync(collection.Name, given, cancellationToken);
            environment.Out.WriteLine(Printable.Of($"Removed the alias '{given}'; the collection '{collection.Name}' stays."));
            return ExitCode.Success;
        });
        return command;
    }

    private static Argument<string> AliasArgument(string description) => new("alias") { Description = description, HelpName = "ALIAS" };
}
