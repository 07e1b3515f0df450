using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Embeddings;

public sealed class EmbeddingTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Embed_TextAndImage_AreTheVectorsThatASearchCompares()
    {
        var name = await Client.NewGalleryAsync(1);
        var listed = (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetProperty("images")[0];
        var hit = (await Client.GetJsonAsync($"/search?q=a+red+cat&collection={name}")).GetProperty("hits")[0];

        var answer = await EmbedAsync(new { input = new[] { "a red cat", DataUrl(Png.Of(0)) } });

        var (text, image) = (VectorOf(answer, 0), VectorOf(answer, 1));
        var stored = MemoryMarshal.Cast<byte, float>(listed.GetProperty("embedding").GetBytesFromBase64()).ToArray();

        // The same picture in another batch may be rounded differently.
        Assert.Equal(1, stored.Zip(image, (a, b) => (double)a * b).Sum(), 1e-5);
        Assert.Equal(hit.GetProperty("score").GetDouble(), text.Zip(image, (a, b) => (double)a * b).Sum(), 1e-5);
    }

    [Fact]
    public async Task Embed_AnyShapeOfInput_GivesTheSameVector()
    {
        var alone = await EmbedAsync(new { input = "a cat" });
        var array = await EmbedAsync(new { input = new object[] { new { text = "a cat" }, "a dog", new { image = DataUrl(Png.Of(3)) } } });

        Assert.Equal(("list", "demo"), (alone.Text("object"), alone.Text("model")));
        Assert.Equal("embedding", alone.GetProperty("data")[0].Text("object"));
        Assert.Equal([0, 1, 2], array.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal(1, VectorOf(alone, 0).Zip(VectorOf(array, 0), (a, b) => (double)a * b).Sum(), 1e-5);
        Assert.All(Enumerable.Range(0, 3), index => Assert.Equal(1, VectorOf(array, index).Sum(value => (double)value * value), 1e-5));
    }

    [Fact]
    public async Task Embed_AsBase64_IsTheSameNumbers()
    {
        var numbers = await EmbedAsync(new { input = "a cat" });
        var packed = await EmbedAsync(new { input = "a cat", encoding_format = "base64", dimensions = 512, user = "me" });

        var bytes = packed.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(VectorOf(numbers, 0), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task Embed_Texts_CountsTheirTokens()
    {
        var usage = (await EmbedAsync(new { input = new[] { "a cat", "a cat" } })).GetProperty("usage");

        Assert.Equal((8, 8), (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32()));
    }

    [Theory]
    [InlineData("{}", "input is required")]
    [InlineData("""{"input":[]}""", "1 to 256 entries, not 0")]
    [InlineData("""{"input":[[1,2,3]]}""", "Token ids are not accepted: send the text.")]
    [InlineData("""{"input":7}""", "input must be a text")]
    [InlineData("""{"input":[{"text":"a","image":"b"}]}""", "input[0] must have either text or image")]
    [InlineData("""{"input":[{"caption":"a"}]}""", "Unknown member 'caption'")]
    [InlineData("""{"input":"data:image/png,abc"}""", "data URL in base64")]
    [InlineData("""{"input":["a","data:image/png;base64,?"]}""", "input[1] must be an image as a data URL")]
    [InlineData("""{"input":"  "}""", "empty")]
    [InlineData("""{"input":"a","dimensions":256}""", "dimensions must be 512")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "float or base64, not 'hex'")]
    [InlineData("""{"input":"a","model":"text-embedding-3-small"}""", "does not run the model 'text-embedding-3-small'. It runs demo.")]
    [InlineData("""{"input":"a","truncate":true}""", "Unknown member 'truncate'")]
    public async Task Embed_InvalidRequest_SaysWhatToDo(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync("/v1/embeddings", content, Token);

        Assert.Contains(expected, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embed_FileThatIsNoImage_IsRefusedAsAnUploadIs()
    {
        using var response = await Client.PostAsJsonAsync("/v1/embeddings", new { input = DataUrl("not an image"u8.ToArray()) }, Token);

        await response.ProblemAsync(415, "UnsupportedMediaType");
    }

    private static string DataUrl(byte[] bytes) => $"data:image/png;base64,{Convert.ToBase64String(bytes)}";

    private static float[] VectorOf(JsonElement answer, int index) =>
        [.. answer.GetProperty("data")[index].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];

    private async Task<JsonElement> EmbedAsync(object body)
    {
        using var response = await Client.PostAsJsonAsync("/v1/embeddings", body, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
