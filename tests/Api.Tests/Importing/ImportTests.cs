using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Importing;

/// <summary>Points are stored in Qdrant, which also has collections of other programs.</summary>
public sealed class ImportTests(QdrantBackedServer shared) : IClassFixture<QdrantBackedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Server.Client;

    [Fact]
    public async Task List_Sources_AreTheCollectionsOfOthers()
    {
        await Client.NewCollectionAsync();
        shared.Seed("list_me", [(1, Payload(("image", Base64(1))))]);

        var sources =
            (await Client.GetJsonAsync("/import/qdrant")).GetProperty("sources").EnumerateArray()
                .ToDictionary(source => source.Text("name"), source => source.GetProperty("points").GetInt64());

        Assert.Equal(1, sources["list_me"]);
        Assert.DoesNotContain(sources.Keys, name => name.StartsWith("txt2image_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_PagesOfTheDemosCollection_AddsEachImageWithWhatIsToldOfIt()
    {
        var uuid = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        shared.Seed("image_collection",
        [
            (1, Payload(("image_base64", Base64(11)), ("filename", "tom.png"), ("caption", "a cat"), ("year", 1999), ("lit", true), ("rating", 2.5))),
            (2, Payload(("picture", $"data:image/png;base64,{Base64(12)}"), ("url", "http://pictures/12"))),
            (7, Payload(("text", "no image at all"))),
            (9, Payload(("image", Convert.ToBase64String(Png.Of(13, 200, 200)[..300])), ("name", "cut.png"))),
            (uuid, Payload(("data", Base64(14)), ("note", new string('x', 5000)))),
        ]);
        var name = await Client.NewCollectionAsync();

        var first = await ImportAsync(name, """{"source":"image_collection","limit":3}""");
        var second = await ImportAsync(name, $$"""{"source":"image_collection","limit":3,"after":"{{first.Text("next")}}"}""");

        Assert.Equal(["1 tom.png added", "2 http://pictures/12 added", "7 image_collection/7 failed"], Told(first));
        Assert.Equal(["9 cut.png failed", $"{uuid} image_collection/{uuid} added"], Told(second));
        Assert.Equal("7", first.Text("next"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal("UnsupportedMediaType", first.GetProperty("points")[2].GetProperty("error").Text("code"));
        Assert.Equal("CorruptImage", second.GetProperty("points")[0].GetProperty("error").Text("code"));

        var hits = await HitsAsync(name);
        var tom = hits[ImageId.Of(Png.Of(11)).ToString("D")];
        Assert.Equal("a cat", tom.Text("caption"));
        Assert.Equal("""{"lit":true,"rating":2.5,"year":1999}""", tom.GetProperty("fields").GetRawText());
        Assert.Equal(3, hits.Count);
    }

    [Fact]
    public async Task Import_Again_ChangesNothing()
    {
        shared.Seed("again", [(1, Payload(("image", Base64(21)))), (2, Payload(("image", Base64(22))))]);
        var name = await Client.NewCollectionAsync();
        await ImportAsync(name, """{"source":"again"}""");

        var again = await ImportAsync(name, """{"source":"again"}""");

        Assert.Equal(["1 again/1 unchanged", "2 again/2 unchanged"], Told(again));
    }

    [Fact]
    public async Task Import_EmptySource_IsAnEmptyLastPage()
    {
        shared.Seed("empty", []);

        var page = await ImportAsync(await Client.NewCollectionAsync(), """{"source":"empty"}""");

        Assert.Empty(Told(page));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("""{"source":"nowhere"}""", 404, "NotFound")]
    [InlineData("""{"source":"txt2image_catalogue"}""", 404, "NotFound")]
    [InlineData("""{}""", 400, "InvalidRequest")]
    [InlineData("""{"source":"nowhere","limit":257}""", 400, "InvalidRequest")]
    [InlineData("""{"source":"nowhere","after":"soon"}""", 400, "InvalidRequest")]
    [InlineData("""{"source":"nowhere","offset":"1"}""", 400, "InvalidRequest")]
    public async Task Import_Invalid_SaysWhy(string body, int status, string code)
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.PostJsonAsync($"/collections/{name}/import/qdrant", body);

        await response.ProblemAsync(status, code);
    }

    [Fact]
    public async Task Import_IntoNothing_Is404()
    {
        shared.Seed("into_nothing", [(1, Payload(("image", Base64(1))))]);

        using var response = await Client.PostJsonAsync("/collections/nothing/import/qdrant", """{"source":"into_nothing"}""");

        await response.ProblemAsync(404, "NotFound");
    }

    [Fact]
    public async Task Uploads_WithPointsInQdrant_AreFound()
    {
        var name = await Client.NewGalleryAsync(3);

        Assert.Equal(3, (await HitsAsync(name)).Count);
        using var deleted = await Client.DeleteAsync($"/collections/{name}", Token);
        Assert.Equal(204, (int)deleted.StatusCode);
    }

    private static Dictionary<string, object?> Payload(params (string Key, object? Value)[] values) =>
        values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);

    private static string Base64(int picture) => Convert.ToBase64String(Png.Of(picture));

    private static IEnumerable<string> Told(JsonElement page) =>
        page.GetProperty("points").EnumerateArray().Select(point => $"{point.Text("point")} {point.Text("name")} {point.Text("status")}");

    private async Task<JsonElement> ImportAsync(string name, string body)
    {
        using var response = await Client.PostJsonAsync($"/collections/{name}/import/qdrant", body);
        return await response.JsonAsync();
    }

    private async Task<Dictionary<string, JsonElement>> HitsAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=shape&k=10&collection={name}");
        request.Headers.Add("Cache-Control", "no-cache");
        using var response = await Client.SendAsync(request, Token);
        return (await response.JsonAsync()).GetProperty("hits").EnumerateArray().ToDictionary(hit => hit.Text("id"));
    }
}
