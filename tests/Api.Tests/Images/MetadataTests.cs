using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

/// <summary>The metadata of an image: read, changed, and changed by two at once. With each of the stores.</summary>
public abstract class MetadataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract HttpClient Client { get; }

    [Fact]
    public async Task Get_Metadata_IsWhatWasStoredWithItsTag()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat","fields":{"year":2026}}""");

        using var response = await Client.GetAsync(UrlOf(name, id), Token);
        var image = await response.JsonAsync();

        Assert.Equal(("a cat", """{"year":2026}"""), (image.Text("caption"), image.GetProperty("fields").GetRawText()));
        Assert.Equal(("image/png", $"/collections/{name}/images/{id}"), (image.Text("mediaType"), image.Text("imageUrl")));
        Assert.Equal(response.Headers.ETag!.Tag, image.Text("etag"));
        Assert.False(response.Headers.ETag.IsWeak);
        using var known = await SendAsync(HttpMethod.Get, UrlOf(name, id), null, ("If-None-Match", image.Text("etag")));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task Get_Metadata_OfNoImageIs404()
    {
        var name = await Client.NewCollectionAsync();

        await Client.GetProblemAsync($"/collections/{name}/images/{Guid.Empty}/metadata", 404, "NotFound");
        await Client.GetProblemAsync($"/collections/{name}/images/x/metadata", 400, "InvalidRequest");
        await Client.GetProblemAsync($"/collections/never-made/images/{Guid.Empty}/metadata", 404, "NotFound");
    }

    [Fact]
    public async Task Patch_CaptionAndFields_AreMerged()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat","fields":{"year":2026,"draft":true,"by":"me"}}""");

        var image = await PatchAsync(name, id, """{"caption":"a dog","fields":{"year":2027.5,"draft":null,"never":null,"tag":"x"}}""");

        Assert.Equal("a dog", image.Text("caption"));
        Assert.Equal("""{"by":"me","tag":"x","year":2027.5}""", image.GetProperty("fields").GetRawText());
        Assert.Equal(image.GetRawText(), (await Client.GetJsonAsync(UrlOf(name, id))).GetRawText());
        var listed = (await Client.GetJsonAsync($"/collections/{name}/images")).GetProperty("images")[0];
        Assert.Equal(image.GetProperty("fields").GetRawText(), listed.GetProperty("fields").GetRawText());
    }

    [Fact]
    public async Task Patch_Null_RemovesCaptionAndAllFields()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat","fields":{"year":2026}}""");

        var bare = await PatchAsync(name, id, """{"caption":null,"fields":null}""");

        Assert.Equal(JsonValueKind.Null, bare.GetProperty("caption").ValueKind);
        Assert.Equal("{}", bare.GetProperty("fields").GetRawText());
        Assert.Equal("0.png", Assert.Single(bare.GetProperty("names").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Patch_OnePart_LeavesTheOther()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat","fields":{"year":2026}}""");

        var captioned = await PatchAsync(name, id, """{"caption":"a dog"}""");
        var dated = await PatchAsync(name, id, """{"fields":{"year":1}}""");

        Assert.Equal("""{"year":2026}""", captioned.GetProperty("fields").GetRawText());
        Assert.Equal(("a dog", """{"year":1}"""), (dated.Text("caption"), dated.GetProperty("fields").GetRawText()));
    }

    /// <summary>An answer that was cached before is not given after the change: its key has the collection's version.</summary>
    [Fact]
    public async Task Patch_Image_IsSeenBySearchesAndFilters()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat","fields":{"year":2026}}""");
        var url = $"/search?q=shape&collection={name}";
        Assert.Equal("a cat", (await HitsAsync(url))[0].Text("caption"));
        Assert.Single(await HitsAsync($"{url}&filter=year:2026"));

        await PatchAsync(name, id, """{"caption":"a dog","fields":{"year":null,"month":5}}""");

        Assert.Equal("a dog", (await HitsAsync(url))[0].Text("caption"));
        Assert.Empty(await HitsAsync($"{url}&filter=year:2026"));
        Assert.Single(await HitsAsync($"{url}&filter=month>=5"));
        Assert.Single(await HitsAsync($"{url}&filter=not+year+exists"));
    }

    [Fact]
    public async Task Patch_WithTheTagThatWasRead_IsRefusedOnceItHasChanged()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat"}""");
        var tag = (await Client.GetJsonAsync(UrlOf(name, id))).Text("etag");

        using var first = await PatchRawAsync(name, id, """{"caption":"mine"}""", tag);
        using var second = await PatchRawAsync(name, id, """{"caption":"yours"}""", tag);
        using var weak = await PatchRawAsync(name, id, """{"caption":"yours"}""", $"W/{first.Headers.ETag}");
        using var any = await PatchRawAsync(name, id, """{"fields":{"a":1}}""", "*");

        Assert.Equal("mine", (await first.JsonAsync()).Text("caption"));
        await second.ProblemAsync(412, "PreconditionFailed");
        await weak.ProblemAsync(412, "PreconditionFailed");
        Assert.Equal("mine", (await any.JsonAsync()).Text("caption"));
        Assert.NotEqual(first.Headers.ETag, any.Headers.ETag);
    }

    [Fact]
    public async Task Patch_ByManyAtOnceWithOneTag_IsDoneOnce()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat"}""");
        var tag = (await Client.GetJsonAsync(UrlOf(name, id))).Text("etag");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PatchRawAsync(name, id, $$"""{"caption":"{{i}}"}""", tag)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer =>
            Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
    }

    [Fact]
    public async Task Patch_Twice_GivesTheSameTag()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat"}""");

        var first = await PatchAsync(name, id, """{"caption":"a dog"}""");
        var again = await PatchAsync(name, id, """{"caption":"a dog"}""");
        var back = await PatchAsync(name, id, """{"caption":"a cat"}""");

        Assert.Equal(first.Text("etag"), again.Text("etag"));
        Assert.NotEqual(first.Text("etag"), back.Text("etag"));
    }

    [Theory]
    [InlineData("{}", "changes nothing")]
    [InlineData("""{"names":["x"]}""", "Unknown member 'names'")]
    [InlineData("""{"caption":3}""", "caption must be a string")]
    [InlineData("""{"fields":[]}""", "fields must be an object or null")]
    [InlineData("""{"fields":{"a":{"b":1}}}""", "The field a must be a text")]
    [InlineData("""{"fields":{"a":"\ud800"}}""", "not text")]
    [InlineData("""{"fields":{"a":1e999}}""", "The field a must be a text")]
    [InlineData("""["caption"]""", "The body must be a JSON object")]
    [InlineData("{\"caption\":\"a\",\"caption\":null}", "not valid JSON")]
    public async Task Patch_InvalidBody_Is400(string body, string detail)
    {
        var (name, id) = await AddAsync("""{"caption":"a cat"}""");

        using var response = await PatchRawAsync(name, id, body);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
        Assert.Equal("a cat", (await Client.GetJsonAsync(UrlOf(name, id))).Text("caption"));
    }

    [Fact]
    public async Task Patch_MoreThanAnImageMayHave_Is400()
    {
        var (name, id) = await AddAsync($$"""{"fields":{{Fields(0, 40)}}}""");

        using var fields = await PatchRawAsync(name, id, $$"""{"fields":{{Fields(30, 65)}}}""");
        using var caption = await PatchRawAsync(name, id, $$"""{"caption":"{{new string('x', 4097)}}"}""");
        var most = await PatchAsync(name, id, $$"""{"fields":{{Fields(30, 64)}}}""");

        Assert.Contains("at most 64 fields", (await fields.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
        await caption.ProblemAsync(400, "InvalidRequest");
        Assert.Equal(64, most.GetProperty("fields").EnumerateObject().Count());

        static string Fields(int first, int end) => $"{{{string.Join(',', Enumerable.Range(first, end - first).Select(i => $"\"f{i}\":{i}"))}}}";
    }

    [Fact]
    public async Task Patch_WrongRequests_AreRefusedByKind()
    {
        var (name, id) = await AddAsync("""{"caption":"a cat"}""");

        using var missing = await PatchRawAsync(name, Guid.NewGuid(), """{"caption":"x"}""");
        using var tag = await PatchRawAsync(name, id, """{"caption":"x"}""", "not-quoted");
        using var text = await SendAsync(HttpMethod.Patch, UrlOf(name, id), new StringContent("caption"));
        using var bytes = await SendAsync(HttpMethod.Patch, $"/collections/{name}/images/{id}", Json("""{"caption":"x"}"""));

        await missing.ProblemAsync(404, "NotFound");
        await tag.ProblemAsync(400, "InvalidRequest");
        await text.ProblemAsync(415, "UnsupportedMediaType");
        await bytes.ProblemAsync(405, "MethodNotAllowed");
    }

    /// <summary>Whether the original is stored is not for a client to say.</summary>
    [Fact]
    public async Task Patch_PreviewOnly_StaysAsItIs()
    {
        var name = await Client.NewCollectionAsync();
        var id = ImageId.Of(Png.Of(1));
        using var content = new ByteArrayContent(Png.Of(1)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        (await Client.PostAsync($"/collections/{name}/images?name=a.png&originals=none", content, Token)).Dispose();
        var (kept, keptId) = await AddAsync("{}");

        var cleared = await PatchAsync(name, id, """{"fields":{"previewOnly":null,"a":1}}""");
        var pretended = await PatchAsync(kept, keptId, """{"fields":{"previewOnly":true,"a":1}}""");

        Assert.Equal("""{"a":1,"previewOnly":true}""", cleared.GetProperty("fields").GetRawText());
        Assert.Equal("""{"a":1}""", pretended.GetProperty("fields").GetRawText());
    }

    private static string UrlOf(string collection, Guid id) => $"/collections/{collection}/images/{id}/metadata";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<(string Collection, Guid Id)> AddAsync(string details)
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent { { new StringContent($"[{details}]"), "metadata" } };
        form.AddImage("0.png", Png.Of(0));
        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);
        Assert.Equal("added", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        return (name, ImageId.Of(Png.Of(0)));
    }

    private async Task<JsonElement> PatchAsync(string collection, Guid id, string body)
    {
        using var response = await PatchRawAsync(collection, id, body);
        return await response.JsonAsync();
    }

    private Task<HttpResponseMessage> PatchRawAsync(string collection, Guid id, string body, string? ifMatch = null)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json");
        return SendAsync(HttpMethod.Patch, UrlOf(collection, id), content, ifMatch is null ? [] : [("If-Match", ifMatch)]);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, Token);
    }

    private async Task<List<JsonElement>> HitsAsync(string url)
    {
        using var response = await SendAsync(HttpMethod.Get, url, null, ("Cache-Control", "no-cache"));
        return [.. (await response.JsonAsync()).GetProperty("hits").EnumerateArray()];
    }
}

public sealed class EmbeddedMetadataTests(SharedServer shared) : MetadataTests
{
    private protected override HttpClient Client => shared.Client;
}

public sealed class QdrantMetadataTests(QdrantBackedServer shared) : MetadataTests, IClassFixture<QdrantBackedServer>
{
    private protected override HttpClient Client => shared.Server.Client;
}
