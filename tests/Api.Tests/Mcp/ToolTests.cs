using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Txt2Image.Api.Search;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Mcp;

/// <summary>The tools for assistants, called with the SDK's own client over HTTP. With each of the stores.</summary>
public abstract class ToolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract TestServer Server { get; }

    private HttpClient Client => Server.Client;

    [Fact]
    public async Task Tools_OfTheServer_AreDescribed()
    {
        await using var mcp = await ConnectAsync();

        var tools = await mcp.ListToolsAsync(cancellationToken: Token);

        Assert.Equal("txt2image", mcp.ServerInfo!.Name);
        Assert.Contains("search_images", mcp.ServerInstructions!, StringComparison.Ordinal);
        Assert.Equal(["add_image", "get_image", "list_collections", "search_images"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool =>
        {
            Assert.NotEmpty(tool.Description);
            Assert.True(tool.JsonSchema.TryGetProperty("properties", out _), "some assistants need the list of arguments even if it is empty");
        });
        Assert.Equal(["add_image"], tools.Where(tool => tool.ProtocolTool.Annotations?.ReadOnlyHint != true).Select(tool => tool.Name));
    }

    /// <summary>A search takes everything that POST /search takes, also what it will learn later.</summary>
    [Fact]
    public async Task SearchTool_Arguments_AreTheMembersOfASearch()
    {
        await using var mcp = await ConnectAsync();

        var schema = (await mcp.ListToolsAsync(cancellationToken: Token)).Single(tool => tool.Name == "search_images").JsonSchema;

        var members = schema.GetProperty("properties").EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        Assert.Equal(SearchQuestion.Names.Order(StringComparer.Ordinal), members.Keys.Order(StringComparer.Ordinal));
        Assert.All(members.Values, member => Assert.NotEmpty(member.Text("description")));
        Assert.False(schema.TryGetProperty("required", out _), schema.ToString());
        Assert.Equal(("object", "string", "integer", "number"),
            (schema.Text("type"), members["q"].Text("type"), members["k"].Text("type"), members["minScore"].Text("type")));
    }

    [Theory]
    [InlineData("""{"q":"shape","k":3}""")]
    [InlineData("""{"q":"2 * round - red","top":2,"offset":1}""")]
    [InlineData("""{"like":["EXAMPLE"],"examples":true,"filter":"width>=1"}""")]
    [InlineData("""{"terms":[{"image":"PICTURE"},{"text":"shape","weight":0.5}],"minScore":-1}""")]
    public async Task Search_ByWordsExampleOrImage_IsThatOfTheRoute(string search)
    {
        var name = await Client.NewGalleryAsync(5);
        var body = search.Replace("EXAMPLE", $"{ImageId.Of(Png.Of(2))}", StringComparison.Ordinal)
            .Replace("PICTURE", Convert.ToBase64String(Png.Of(3)), StringComparison.Ordinal);
        using var response = await Client.PostJsonAsync($"/collections/{name}/search", body);
        var expected = await response.JsonAsync();

        var answer = Json(await CallAsync("search_images", $$"""{"collection":"{{name}}",{{body[1..]}}"""));

        Assert.Equal(expected.EnumerateObject().Select(member => member.Name), answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(expected.GetProperty("hits").GetRawText(), answer.GetProperty("hits").GetRawText());
        Assert.NotEmpty(answer.GetProperty("hits").EnumerateArray());
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData("small", 512)]
    [InlineData("large", 1440)]
    public async Task Image_OfAHit_IsShownAtABoundedSize(string? size, int longest)
    {
        var name = await Client.NewCollectionAsync();
        var picture = Png.Of(1, 2000, 1000);
        (await Client.UploadAsync(name, ("wide.png", picture))).Dispose();

        var result = await CallAsync("get_image", Arguments(name, picture, size));

        var image = Assert.IsType<ImageContentBlock>(result.Content[0]);
        Assert.Equal("image/webp", image.MimeType);
        Assert.Equal((longest, longest / 2), SizeOf(image.DecodedData));
        var metadata = await Client.GetJsonAsync($"/collections/{name}/images/{ImageId.Of(picture)}/metadata");
        Assert.Equal(metadata.GetRawText(), Assert.IsType<TextContentBlock>(result.Content[1]).Text);
    }

    [Fact]
    public async Task Image_WithoutAnOriginal_IsItsPreview()
    {
        var name = await Client.NewCollectionAsync();
        var picture = Png.Of(1, 2000, 1000);
        using var content = new ByteArrayContent(picture) { Headers = { ContentType = new("image/png") } };
        (await Client.PostAsync($"/collections/{name}/images?name=a.png&originals=none", content, Token)).Dispose();

        var result = await CallAsync("get_image", Arguments(name, picture, "large"));

        Assert.Equal((1440, 720), SizeOf(Assert.IsType<ImageContentBlock>(result.Content[0]).DecodedData));
    }

    [Fact]
    public async Task Image_Added_IsThereWithItsDetails()
    {
        var name = await Client.NewCollectionAsync();
        var arguments = $$$"""
            {"image":"data:image/png;base64,{{{Convert.ToBase64String(Png.Of(4))}}}","name":"new.png","collection":"{{{name}}}",
            "caption":"a cat","fields":{"year":2026}}
            """;

        var added = Json(await CallAsync("add_image", arguments)).GetProperty("images")[0];
        var again = Json(await CallAsync("add_image", arguments)).GetProperty("images")[0];

        Assert.Equal(("added", "unchanged"), (added.Text("status"), again.Text("status")));
        var metadata = await Client.GetJsonAsync($"/collections/{name}/images/{added.Text("id")}/metadata");
        Assert.Equal(("a cat", """{"year":2026}"""), (metadata.Text("caption"), metadata.GetProperty("fields").GetRawText()));
        Assert.Equal("new.png", metadata.GetProperty("names")[0].GetString());
    }

    [Fact]
    public async Task Add_ThatReplacesAnImage_TakesItsPlace()
    {
        var name = await Client.NewGalleryAsync(2);
        var replaced = ImageId.Of(Png.Of(0));
        var arguments =
            $$"""{"image":"{{Convert.ToBase64String(Png.Of(5))}}","name":"0.png","collection":"{{name}}","replaces":"{{replaced:D}}"}""";

        var added = Json(await CallAsync("add_image", arguments)).GetProperty("images")[0];

        Assert.Equal("replaced", added.Text("status"));
        Assert.Equal(2, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Collections_OfTheServer_AreListed()
    {
        var name = await Client.NewGalleryAsync(2);

        var all = Json(await CallAsync("list_collections", "{}")).GetProperty("collections").EnumerateArray();

        Assert.Equal(2, all.Single(one => one.Text("name") == name).GetProperty("images").GetInt32());
    }

    [Theory]
    [InlineData("search_images", """{}""", "InvalidRequest: q is required")]
    [InlineData("search_images", """{"q":"a","kk":1}""", "InvalidRequest: Unknown member 'kk': did you mean 'k'?")]
    [InlineData("search_images", """{"q":"a","collection":"never-made"}""", "NotFound: There is no collection")]
    [InlineData("search_images", """{"q":["a"]}""", "InvalidRequest: q must be a string")]
    [InlineData("get_image", """{}""", "InvalidRequest: id is required")]
    [InlineData("get_image", """{"id":"../../etc/passwd"}""", "InvalidRequest: id must be an image's id")]
    [InlineData("get_image", """{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","collection":"COLLECTION"}""", "NotFound: The collection")]
    [InlineData("get_image", """{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","size":"huge"}""", "InvalidRequest: size must be small or large")]
    [InlineData("list_collections", """{"all":true}""", "InvalidRequest: Unknown member 'all'")]
    [InlineData("add_image", """{"image":"AAAA","name":"a"}""", "NotFound: There is no collection")]
    [InlineData("add_image", """{"image":"AAAA","name":"a","collection":"COLLECTION"}""", "UnsupportedMediaType: ")]
    [InlineData("add_image", """{"image":"%","name":"a","collection":"COLLECTION"}""", "InvalidRequest: image must be an image file in base64")]
    [InlineData("add_image", """{"name":"a","collection":"COLLECTION"}""", "InvalidRequest: image is required")]
    [InlineData("add_image", """{"image":"AAAA","collection":"COLLECTION"}""", "InvalidRequest: name is required")]
    [InlineData("add_image", """{"image":"AAAA","name":"a\u0007","collection":"COLLECTION"}""", "InvalidRequest: An image's name cannot contain")]
    [InlineData("add_image", """{"image":"AAAA","name":"a","path":"/etc/passwd"}""", "InvalidRequest: Unknown member 'path'")]
    public async Task Call_ThatIsWrong_SaysWhatToDo(string tool, string arguments, string why)
    {
        var name = await Client.NewCollectionAsync();

        var result = await CallAsync(tool, arguments.Replace("COLLECTION", name, StringComparison.Ordinal), isError: true);

        Assert.StartsWith(why, Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_Unknown_IsAnErrorOfTheProtocol() =>
        await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync("delete_everything", "{}"));

    private static string Arguments(string collection, byte[] picture, string? size) =>
        $$"""{"id":"{{ImageId.Of(picture)}}","collection":"{{collection}}"{{(size is null ? "" : $",\"size\":\"{size}\"")}}}""";

    private static (int Width, int Height) SizeOf(ReadOnlyMemory<byte> webp)
    {
        using var image = NetVips.Image.NewFromBuffer(webp.ToArray());
        return (image.Width, image.Height);
    }

    private static JsonElement Json(CallToolResult result) =>
        JsonDocument.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text).RootElement;

    private async Task<CallToolResult> CallAsync(string tool, string arguments, bool isError = false)
    {
        await using var mcp = await ConnectAsync();
        var read = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(member => member.Name, object? (member) => member.Value);
        var result = await mcp.CallToolAsync(tool, read, cancellationToken: Token);
        Assert.True(isError == (result.IsError ?? false), (result.Content[0] as TextContentBlock)?.Text);
        return result;
    }

    private Task<McpClient> ConnectAsync() => Assistant.ConnectAsync(Server);
}

public sealed class EmbeddedToolTests(SharedServer shared) : ToolTests
{
    private protected override TestServer Server => shared.Server;
}

public sealed class QdrantToolTests(QdrantBackedServer shared) : ToolTests, IClassFixture<QdrantBackedServer>
{
    private protected override TestServer Server => shared.Server;
}
