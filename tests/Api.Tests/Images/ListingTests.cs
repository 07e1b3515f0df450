using System.Runtime.InteropServices;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class ListingTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task List_InPages_GivesEveryImageOnceInIdOrder()
    {
        var name = await Client.NewGalleryAsync(7);
        List<Guid> seen = [];
        string? next = null;
        do
        {
            var page = await Client.GetJsonAsync($"/collections/{name}/images?limit=3{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(Ids(page));
            next = page.Text("next");
            Assert.Equal(next is null ? null : seen[^1].ToString("D"), next);
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => ImageId.Of(Png.Of(i))).Order(), seen);
    }

    [Fact]
    public async Task List_FullLastPage_HasNoNext()
    {
        var name = await Client.NewGalleryAsync(3);

        var page = await Client.GetJsonAsync($"/collections/{name}/images?limit=3");

        Assert.Equal(3, page.GetProperty("images").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task List_Image_HasAllThatWasStored()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""[{"name":"b.png","caption":"a \"cat\"","fields":{"year":2026,"warm":true,"by":"me","score":1.5}}]"""),
                "metadata" },
        };
        form.AddImage("x", Png.Of(1));
        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();
        (await Client.UploadAsync(name, ("a.png", Png.Of(1)))).Dispose();

        var image = (await Client.GetJsonAsync($"/collections/{name}/images")).GetProperty("images")[0];

        string[] members = ["id", "names", "caption", "fields", "width", "height", "mediaType", "bytes", "thumbHash"];
        Assert.Equal(members, image.EnumerateObject().Select(member => member.Name));
        Assert.Equal(ImageId.Of(Png.Of(1)), image.GetProperty("id").GetGuid());
        Assert.Equal(["a.png", "b.png"], image.GetProperty("names").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("a \"cat\"", image.Text("caption"));
        Assert.InRange(image.GetProperty("thumbHash").GetBytesFromBase64().Length, 6, 25);
        var fields = image.GetProperty("fields");
        Assert.Equal(
            (2026, true, "me", 1.5),
            (fields.GetProperty("year").GetInt32(), fields.GetProperty("warm").GetBoolean(), fields.Text("by"),
                fields.GetProperty("score").GetDouble()));
        Assert.Equal(
            (40, 30, "image/png", (long)Png.Of(1).Length),
            (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32(), image.Text("mediaType"),
                image.GetProperty("bytes").GetInt64()));
    }

    [Fact]
    public async Task List_WithEmbeddings_HasUnitVectorsOfTheCollectionsDimension()
    {
        var name = await Client.NewGalleryAsync(3);
        var dimension = (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("dimension").GetInt32();

        var page = await Client.GetJsonAsync($"/collections/{name}/images?embeddings=true");

        Assert.All(page.GetProperty("images").EnumerateArray(), image =>
        {
            var vector = MemoryMarshal.Cast<byte, float>(image.GetProperty("embedding").GetBytesFromBase64());
            Assert.Equal(dimension, vector.Length);
            Assert.Equal(1, Math.Sqrt(vector.ToArray().Sum(value => (double)value * value)), 1e-5);
        });
        Assert.Empty((await Client.GetJsonAsync($"/collections/{name}/images?after={Guid.AllBitsSet}")).GetProperty("images").EnumerateArray());
    }

    [Theory]
    [InlineData("after=x", "after must be an image's id")]
    [InlineData("limit=0", "limit must be a whole number from 1 to 1000")]
    [InlineData("limit=1001", "limit must be a whole number from 1 to 1000")]
    [InlineData("embeddings=yes", "embeddings must be true or false")]
    [InlineData("offset=3", "Unknown parameter 'offset'")]
    public async Task List_Invalid_Is400(string query, string detail)
    {
        var problem = await Client.GetProblemAsync($"/collections/{await Client.NewCollectionAsync()}/images?{query}", 400, "InvalidRequest");

        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task List_NewestInPages_GivesEveryImageOnceTheLatestFirst(int limit)
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""[{"fields":{"taken":5}},{},{"fields":{"taken":7.5}},{"fields":{"taken":"May"}},{"fields":{"taken":5}}]"""),
                "metadata" },
        };
        for (var i = 0; i < 5; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();
        List<Guid> seen = [];
        string? next = null;
        do
        {
            var page = await Client.GetJsonAsync($"/collections/{name}/images?order=newest&limit={limit}{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(Ids(page));
            next = page.Text("next");
        }
        while (next is not null);

        Guid[] Ordered(params int[] numbers) => [.. numbers.Select(i => ImageId.Of(Png.Of(i))).Order()];
        Assert.Equal([.. Ordered(2), .. Ordered(0, 4), .. Ordered(1, 3)], seen);
    }

    [Theory]
    [InlineData("order=oldest", "order must be id or newest, not 'oldest'.")]
    [InlineData("order=newest&embeddings=true", "embeddings needs the order id: leave out order=newest.")]
    [InlineData("order=newest&after=0f8fad5b-d9cb-469f-a165-70867728950e", "after must be the next of the page before")]
    [InlineData("order=newest&after=NaN_0f8fad5b-d9cb-469f-a165-70867728950e", "after must be the next of the page before")]
    [InlineData("order=newest&after=5_cat", "after must be the next of the page before")]
    public async Task List_NewestInvalid_Is400(string query, string detail)
    {
        var name = await Client.NewCollectionAsync();

        var problem = await Client.GetProblemAsync($"/collections/{name}/images?{query}", 400, "InvalidRequest");

        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_UnknownCollection_Is404() => await Client.GetProblemAsync("/collections/never-made/images", 404, "NotFound");

    private static IEnumerable<Guid> Ids(JsonElement page) =>
        page.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetGuid());
}
