using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Mcp;

/// <summary>
/// Passes the tools of a server on as they are, so that an assistant has whatever the server has. One thing is added, because the server cannot read
/// this computer's files: where a tool takes an image, it takes a path here too.
/// </summary>
internal sealed class ToolBridge(McpClient server, CliEnvironment environment)
{
    private const string Path = "path";
    private const string Search = "search_images";
    private const string Add = "add_image";
    private const long MostBytes = 48 << 20;

    /// <summary>The server's tools.</summary>
    public async ValueTask<ListToolsResult> ListAsync(CancellationToken cancellationToken)
    {
        var result = await server.ListToolsAsync(new ListToolsRequestParams(), cancellationToken);
        foreach (var tool in result.Tools.Where(tool => tool.Name is Search or Add))
        {
            tool.InputSchema = WithPath(tool.InputSchema, isRequired: tool.Name == Add);
        }

        return result;
    }

    /// <summary>Calls one of them.</summary>
    public async ValueTask<CallToolResult> CallAsync(CallToolRequestParams? call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            if (call.Name is Search or Add && call.Arguments?.ContainsKey(Path) == true)
            {
                call.Arguments = await WithFileAsync(call.Name, call.Arguments, cancellationToken);
            }

            return await server.CallToolAsync(call, cancellationToken);
        }
        catch (RunFailedException exception)
        {
            return Failed(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return Failed($"The server does not answer: {exception.Message}");
        }
    }

    private static CallToolResult Failed(string why) => new() { IsError = true, Content = [new TextContentBlock { Text = why }] };

    /// <summary>Adds the argument to a schema. Of image and path, one is enough; a file has a name.</summary>
    private static JsonElement WithPath(JsonElement schema, bool isRequired)
    {
        var changed = JsonNode.Parse(schema.GetRawText())!.AsObject();
        changed["properties"]!.AsObject()[Path] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = isRequired ? "An image file on this computer, instead of image." : "An image file on this computer to search with.",
        };
        if (isRequired)
        {
            changed.Remove("required");
        }

        return JsonSerializer.SerializeToElement(changed);
    }

    private async Task<Dictionary<string, JsonElement>> WithFileAsync(
        string tool, IDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, JsonElement>(arguments, StringComparer.Ordinal);
        changed.Remove(Path, out var given);
        var path = given.ValueKind == JsonValueKind.String
            ? environment.FullPath(given.GetString())!
            : throw new RunFailedException("path must be a string.");
        var image = Convert.ToBase64String(await ReadAsync(path, cancellationToken));
        if (tool == Add)
        {
            changed["image"] = JsonSerializer.SerializeToElement(image);
            changed.TryAdd("name", JsonSerializer.SerializeToElement(System.IO.Path.GetFileName(path)));
            return changed;
        }

        var terms = changed.TryGetValue("terms", out var others) && others.ValueKind == JsonValueKind.Array
            ? JsonNode.Parse(others.GetRawText())!.AsArray()
            : [];
        terms.Add((JsonNode)new JsonObject { ["image"] = image });
        changed["terms"] = JsonSerializer.SerializeToElement(terms);
        return changed;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length > MostBytes
                ? throw new RunFailedException($"{path} is larger than {MostBytes >> 20} MB.")
                : await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException(exception.Message);
        }
    }
}
