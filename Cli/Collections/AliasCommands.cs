using System.CommandLine;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class AliasCommands
{
    public static Command CreateAlias(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument("The collection that the alias is to lead to");
        var alias = AliasArgument("The alias; one that leads elsewhere is moved in one step");
        var command = new ExampleCommand(
            "alias",
            "Gives a collection another name, under which it is found as well.",
            "txt2image collections alias holiday-2026 holiday",
            "txt2image search \"a red bicycle\" -c holiday")
        {
            name, alias,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var path = CollectionPath.OfAlias(parsed.GetValue(name)!, parsed.GetValue(alias)!);
            var text = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Put, path), RetryPolicy.Interactive, cancel);
            environment.Out.WriteLine(Printable.Of($"'{parsed.GetValue(alias)}' leads to the collection '{client.Read<CollectionAnswer>(text).Name}'."));
            return ExitCode.Success;
        });
        return command;
    }

    public static Command CreateUnalias(CliEnvironment environment, ServerOptions server)
    {
        var alias = AliasArgument("The alias");
        var command = new ExampleCommand("unalias", "Removes an alias; the collection stays.", "txt2image collections unalias holiday") { alias };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var given = parsed.GetValue(alias)!;
            var collection = await CollectionPath.DescribeAsync(client, given, cancel);
            if (collection.Name == given)
            {
                throw new UsageException($"'{given}' is the name of a collection, and no alias");
            }

            var path = CollectionPath.OfAlias(collection.Name, given);
            await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, path), RetryPolicy.Interactive, cancel);
            environment.Out.WriteLine(Printable.Of($"Removed the alias '{given}'; the collection '{collection.Name}' stays."));
            return ExitCode.Success;
        });
        return command;
    }

    private static Argument<string> AliasArgument(string description) => new("alias") { Description = description, HelpName = "ALIAS" };
}
