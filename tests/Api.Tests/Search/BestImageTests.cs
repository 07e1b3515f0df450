using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

public sealed class BestImageTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Best_Gallery_IsTheFirstHitsBytes()
    {
        var gallery = await Client.NewGalleryAsync(4);
        var best = (await Client.GetJsonAsync($"/search?q=the+best&collection={gallery}")).GetProperty("hits")[0];

        using var response = await Client.GetAsync($"/search/image?q=the+best&collection={gallery}", Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(best.Text("imageUrl"), response.Content.Headers.ContentLocation?.OriginalString);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        var number = int.Parse(best.Text("caption").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Png.Of(number), await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Best_EmptyCollection_Is404() =>
        await Client.GetProblemAsync($"/search/image?q=a&collection={await Client.NewCollectionAsync()}", 404, "NotFound");

    [Theory]
    [InlineData("")]
    [InlineData("?q=a&k=3")]
    public async Task Best_Invalid_Is400(string query) => await Client.GetProblemAsync($"/search/image{query}", 400, "InvalidRequest");
}
