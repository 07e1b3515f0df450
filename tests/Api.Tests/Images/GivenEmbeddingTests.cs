using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

/// <summary>Uploads that include embeddings.</summary>
public sealed class GivenEmbeddingTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("model")]
    [InlineData("fingerprint")]
    public async Task Upload_WithAnEmbedding_StoresThatOneAndAllElse(string modelBy)
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");

        // No picture has this embedding, so finding it proves that none was computed.
        var vector = Axis(collection, 3);
        using var response =
            await UploadAsync(
                name, new { name = "a.png", caption = "a cat", fields = new { year = 1 }, embedding = Base64(vector), model = collection.Text(
                    modelBy) });

        Assert.Equal("added", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        var image = (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetProperty("images")[0];
        Assert.Equal(vector, MemoryMarshal.Cast<byte, float>(image.GetProperty("embedding").GetBytesFromBase64()).ToArray());
        Assert.Equal(
            (ImageId.Of(Png.Of(1)), "a cat", 40, 1),
            (image.GetProperty("id").GetGuid(), image.Text("caption"), image.GetProperty("width").GetInt32(),
                image.GetProperty("fields").GetProperty("year").GetInt32()));
        using var bytes = await Client.GetAsync($"/collections/{name}/images/{image.Text("id")}", Token);
        Assert.Equal(Png.Of(1), await bytes.Content.ReadAsByteArrayAsync(Token));
        using var thumbnail = await Client.GetAsync($"/collections/{name}/images/{image.Text("id")}/thumbnail", Token);
        Assert.Equal("image/webp", thumbnail.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Upload_WithAnEmbeddingButWithoutItsOriginal_KeepsAPreviewAndThatEmbedding()
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");
        var vector = Axis(collection, 4);

        using var response = await UploadAsync(name, new { embedding = Base64(vector), model = collection.Text("model") }, "?originals=none");

        Assert.Equal("added", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        var image = (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetProperty("images")[0];
        Assert.Equal(vector, MemoryMarshal.Cast<byte, float>(image.GetProperty("embedding").GetBytesFromBase64()).ToArray());
        Assert.True(image.GetProperty("fields").GetProperty("previewOnly").GetBoolean());
        using var bytes = await Client.GetAsync($"/collections/{name}/images/{image.Text("id")}", Token);
        Assert.Equal("image/webp", bytes.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Upload_OfAnImageThatIsThere_KeepsItsOwnEmbedding()
    {
        var name = await Client.NewGalleryAsync(2);
        var collection = await Client.GetJsonAsync($"/collections/{name}");
        var before = (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetRawText();

        using var response =
            await UploadAsync(name, new { name = "1.png", embedding = Base64(Axis(collection, 0)), model = collection.Text("model") });

        Assert.Equal("unchanged", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        Assert.Equal(before, (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetRawText());
    }

    [Fact]
    public async Task Upload_OfAnotherModel_Is409AndLeavesNothing()
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");

        using var response = await UploadAsync(name, new { embedding = Base64(Axis(collection, 0)), model = "another" });

        var problem = await response.ProblemAsync(409, "Conflict");
        Assert.Contains(collection.Text("fingerprint"), problem.Text("detail"), StringComparison.Ordinal);
        await AssertNothingAsync(name);
    }

    /// <summary>Raw features, as transformers' get_image_features gives them, and the rounding of 16-bit numbers.</summary>
    [Theory]
    [InlineData(11.3f)]
    [InlineData(1.0007f)]
    [InlineData(.02f)]
    public async Task Upload_OfAVectorOfAnotherLength_IsNormalized(float length)
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");
        var vector = new float[collection.GetProperty("dimension").GetInt32()];
        (vector[0], vector[1]) = (.6f * length, .8f * length);

        using var response = await UploadAsync(name, new { embedding = Base64(vector), model = collection.Text("model") });

        Assert.Equal("added", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        var image = (await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true")).GetProperty("images")[0];
        var stored = MemoryMarshal.Cast<byte, float>(image.GetProperty("embedding").GetBytesFromBase64()).ToArray();
        Assert.Equal(.6, stored[0], 1e-6);
        Assert.Equal(.8, stored[1], 1e-6);
    }

    [Fact]
    public async Task Upload_OfNoVector_IsRefusedAndLeavesNothing()
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");
        var model = collection.Text("fingerprint");
        float[] endless = Axis(collection, 0), zero = [.. Axis(collection, 0).Select(value => 0 * value)];
        endless[1] = float.PositiveInfinity;

        foreach (var vector in new[] { [1], zero, endless, Axis(collection, 0)[..^1], [] })
        {
            using var response = await UploadAsync(name, new { embedding = Base64(vector), model });
            Assert.Contains("embedding", (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
        }

        await AssertNothingAsync(name);
    }

    [Theory]
    [InlineData("""[{"embedding":"AAAA"}]""", "embedding and model go together")]
    [InlineData("""[{"model":"demo"}]""", "embedding and model go together")]
    [InlineData("""[{"embedding":"%%","model":"demo"}]""", "base64")]
    [InlineData("""[{"embedding":"AAA=","model":"demo"}]""", "base64")]
    [InlineData("""[{"embedding":[1],"model":"demo"}]""", "embedding must be a string")]
    public async Task Upload_Invalid_Is400(string metadata, string detail)
    {
        using var form = new MultipartFormDataContent { { new StringContent(metadata), "metadata" } };
        form.AddImage("a.png", Png.Of(1));

        using var response = await Client.PostAsync($"/collections/{await Client.NewCollectionAsync()}/images", form, Token);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_WithAndWithoutEmbeddings_EachImageHasItsOwnOutcome()
    {
        var name = await Client.NewCollectionAsync();
        var collection = await Client.GetJsonAsync($"/collections/{name}");
        using var form = new MultipartFormDataContent
        {
            {
                JsonContent.Create(new object[]
                {
                    new { embedding = Base64(Axis(collection, 0)), model = collection.Text("model") },
                    new { embedding = Base64(Axis(collection, 0)), model = "another" },
                    new { caption = "computed" },
                }),
                "metadata"
            },
        };
        for (var i = 0; i < 3; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);

        var images = (await response.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(["added", "failed", "added"], images.Select(image => image.Text("status")));
        Assert.Equal("Conflict", images[1].GetProperty("error").Text("code"));
    }

    private async Task AssertNothingAsync(string collection)
    {
        Assert.Empty((await Client.GetJsonAsync($"/collections/{collection}/images")).GetProperty("images").EnumerateArray());
        using var bytes = await Client.GetAsync($"/collections/{collection}/images/{ImageId.Of(Png.Of(1)):D}", Token);
        await bytes.ProblemAsync(404, "NotFound");
    }

    private async Task<HttpResponseMessage> UploadAsync(string collection, object metadata, string query = "")
    {
        using var form = new MultipartFormDataContent { { JsonContent.Create(new[] { metadata }), "metadata" } };
        form.AddImage("a.png", Png.Of(1));
        return await Client.PostAsync($"/collections/{collection}/images{query}", form, Token);
    }

    private static float[] Axis(JsonElement collection, int place)
    {
        var vector = new float[collection.GetProperty("dimension").GetInt32()];
        vector[place] = 1;
        return vector;
    }

    private static string Base64(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));
}
