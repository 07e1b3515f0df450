using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class DescribeCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "describe",
            "Tells about a collection: its images, their bytes, its model, its aliases, and when it changed.",
            "txt2image collections describe holiday",
            "txt2image collections describe holiday --json | jq .bytes")
        {
            name, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var text = await client.GetTextAsync(CollectionPath.Of(parsed.GetValue(name)!), RetryPolicy.Interactive, cancel);
            var collection = client.Read<CollectionAnswer>(text);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, text);
            }
            else
            {
                Write(environment, collection);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(CliEnvironment environment, CollectionAnswer collection)
    {
        (string Word, string Value)[] lines =
        [
            ("name", collection.Name),
            ("aliases", collection.Aliases is { Count: > 0 } aliases ? string.Join(", ", aliases) : "none"),
            ("images", Counted.Number(collection.Images)),
            ("originals", collection.Bytes is { } bytes ? Counted.Bytes(bytes) : "not counted"),
            ("model", collection.Model ?? ""),
            ("fingerprint", collection.Fingerprint ?? ""),
            ("dimension", collection.Dimension.ToString(CultureInfo.InvariantCulture)),
            ("created", Time(collection.Created)),
            ("changed", Time(collection.Changed)),
            ("version", collection.Version ?? ""),
        ];
        foreach (var (word, value) in lines)
        {
            environment.Out.WriteLine($"{word,-12} {Printable.Of(value)}");
        }
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
