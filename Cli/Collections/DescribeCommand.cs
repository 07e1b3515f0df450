using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections;

internal static class DescribeCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "describe",
            "Describes a collection: its images, their size, its model, its aliases, and when it changed.",
            "txt2image collections describe holiday",
            "txt2image collections describe holiday --json | jq .bytes")
        {
            name, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var collection = await client.GetCollectionAsync(parsed.GetValue(name)!, cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, collection.Json);
            }
            else
            {
                Write(environment, collection);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(CliEnvironment environment, CollectionInfo collection)
    {
        (string Word, string Value)[] lines =
        [
            ("name", collection.Name),
            ("aliases", collection.Aliases is { Count: > 0 } aliases ? string.Join(", ", aliases) : "none"),
            ("images", Amount.Number(collection.Images)),
            ("originals", collection.Bytes is { } bytes ? Amount.Bytes(bytes) : "not counted"),
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
