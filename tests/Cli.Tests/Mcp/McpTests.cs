using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Mcp;

/// <summary>The command as an assistant runs it: a process that is talked to over standard input and output, with the SDK's own client.</summary>
public sealed class McpTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Process_OfAnAssistant_OffersTheServersToolsWithFiles()
    {
        using var folder = new TemporaryFolder();
        var file = folder["beach.png"];
        await File.WriteAllBytesAsync(file, Noise(), Token);
        var name = await server.NewGalleryAsync(2);
        await using var mcp = await StartAsync();

        var tools = await mcp.ListToolsAsync(cancellationToken: Token);
        Assert.Equal(["add_image", "get_image", "list_collections", "search_images"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["add_image", "search_images"], tools.Where(HasPath).Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.NotEmpty(mcp.ServerInstructions!);

        var added = Json(await CallAsync(mcp, "add_image", new() { ["path"] = file, ["collection"] = name })).GetProperty("images")[0];
        Assert.Equal(("added", "beach.png"), (added.GetProperty("status").GetString(), added.GetProperty("name").GetString()));

        var found = Json(await CallAsync(mcp, "search_images", new() { ["path"] = file, ["collection"] = name, ["k"] = 1 })).GetProperty("hits")[0];
        Assert.Equal(added.GetProperty("id").GetString(), found.GetProperty("id").GetString());
        Assert.InRange(found.GetProperty("score").GetDouble(), 0.999, 1);

        var shown = await CallAsync(mcp, "get_image", new() { ["id"] = found.GetProperty("id").GetString(), ["collection"] = name });
        Assert.Equal("image/webp", Assert.IsType<ImageContentBlock>(shown.Content[0]).MimeType);

        var missing = await CallAsync(mcp, "add_image", new() { ["path"] = folder["no.png"] }, isError: true);
        Assert.Contains("no.png", Assert.IsType<TextContentBlock>(missing.Content[0]).Text, StringComparison.Ordinal);
        var wrong = await CallAsync(mcp, "search_images", new() { ["q"] = "" }, isError: true);
        Assert.StartsWith("InvalidRequest: q is required", Assert.IsType<TextContentBlock>(wrong.Content[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutAServer_FailsAsEveryCommandDoes()
    {
        var run = await CliRun.WithoutServerAsync("mcp", "--url", "http://127.0.0.1:1");

        Assert.Equal(3, run.Code);
        Assert.Contains("no Txt2Image server answers at http://127.0.0.1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithAnOlderServer_SaysSo()
    {
        await using var older = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(older, "mcp");

        Assert.Equal(1, run.Code);
        Assert.Contains("does not serve assistants", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A picture of 360 KB, because most are larger than what a server reads at once.</summary>
    private static byte[] Noise()
    {
        const int Width = 400;
        const int Height = 300;
        var rows = new byte[Height * (1 + (3 * Width))];
        new Random(1).NextBytes(rows);
        for (var y = 0; y < Height; y++)
        {
            rows[y * (1 + (3 * Width))] = 0;
        }

        return Png.Encode(Width, Height, rows);
    }

    private static bool HasPath(McpClientTool tool) => tool.JsonSchema.GetProperty("properties").TryGetProperty("path", out _);

    private static JsonElement Json(CallToolResult result) =>
        JsonDocument.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text).RootElement;

    private static async Task<CallToolResult> CallAsync(McpClient mcp, string tool, Dictionary<string, object?> arguments, bool isError = false)
    {
        var result = await mcp.CallToolAsync(tool, arguments, cancellationToken: Token);
        Assert.True(isError == (result.IsError ?? false), (result.Content[0] as TextContentBlock)?.Text);
        return result;
    }

    private Task<McpClient> StartAsync() => McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "txt2image.dll"), "mcp", "--url", server.Client.BaseAddress!.AbsoluteUri],
        }),
        cancellationToken: Token);
}
