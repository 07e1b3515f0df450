using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>A standing question: prints each new image that matches, until Ctrl-C.</summary>
internal sealed class TextWatch(CliEnvironment environment, Txt2ImageClient client, bool asJson)
{
    /// <summary>Waits for images.</summary>
    /// <param name="request">What they must match.</param>
    /// <param name="since">The position of an earlier watch to go on from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> RunAsync(SearchRequest request, string? since, CancellationToken cancellationToken)
    {
        await foreach (var next in client.WatchAsync(request, since, cancellationToken))
        {
            Write(next);
        }

        return ExitCode.Success;
    }

    private void Write(WatchEvent next)
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
        var address = ServerAddress.Absolute(client.Address, hit.ImageUrl).AbsoluteUri;
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
