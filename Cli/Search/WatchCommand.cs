using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

internal static class WatchCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new SearchOptions();
        var json = new Option<bool>("--json") { Description = "Print each image as a line of JSON" };
        var since = new Option<string?>("--since")
        {
            Description = "Go on from a position that an earlier watch printed",
            HelpName = "POSITION",
        };
        var command = new ExampleCommand(
            "watch",
            "Waits for new images that match, and prints each as it is added. Ctrl-C ends it.",
            "txt2image watch \"a delivery van\" -c door --min-score 0.25",
            "txt2image watch \"a fox at night\" --json | jq -r .name",
            "txt2image watch --like 0f8fad5b-d9cb-469f-a165-70867728950e --filter camera:3")
        {
            json, since,
        };
        options.AddToWatch(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = await options.ReadAsync(parsed, cancellationToken);
            await foreach (var next in client.WatchAsync(request, parsed.GetValue(since), cancellationToken))
            {
                Write(environment, client.Address, next, parsed.GetValue(json));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(CliEnvironment environment, Uri server, WatchEvent next, bool asJson)
    {
        if (next.Kind == WatchEventKind.Watching)
        {
            environment.Error.WriteLine(next.Position is { } position ? $"watching since {Printable.Of(position)}" : "watching");
            return;
        }

        if (next.Kind == WatchEventKind.Gap)
        {
            environment.Error.WriteLine("note: images may have been added that are not shown here: search again");
            return;
        }

        var hit = next.Image!;
        var address = ServerAddress.Absolute(server, hit.ImageUrl).AbsoluteUri;
        environment.Out.WriteLine(asJson
            ? Printable.OfJson(ToJson(hit).ToJsonString(JsonText.Letters))
            : Printable.Of(string.Join("  ", Words(hit, address))));
        environment.Out.Flush();
    }

    private static IEnumerable<string> Words(Hit hit, string address) =>
        ((string?[])[hit.Score.ToString("0.000", CultureInfo.InvariantCulture), hit.Name, hit.Caption, address]).OfType<string>();

    private static JsonObject ToJson(Hit hit) => new()
    {
        ["id"] = hit.Id,
        ["score"] = hit.Score,
        ["name"] = hit.Name,
        ["names"] = new JsonArray([.. hit.Names.Select(name => JsonValue.Create(name))]),
        ["caption"] = hit.Caption,
        ["fields"] = hit.Fields is { } fields
            ? new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, JsonNode.Parse(field.Value.GetRawText()))))
            : null,
        ["width"] = hit.Width,
        ["height"] = hit.Height,
        ["imageUrl"] = hit.ImageUrl,
        ["thumbnailUrl"] = hit.ThumbnailUrl,
    };
}
