using System.Net;
using System.Net.Http.Headers;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class ImageServingTests(SharedServer shared)
{
    private static readonly Guid First = ImageId.Of(Png.Of(0));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Image_Original_IsItsBytesForGood()
    {
        var gallery = await Client.NewGalleryAsync(1);

        using var response = await Client.GetAsync($"/collections/{gallery}/images/{First}", Token);

        Assert.Equal(Png.Of(0), await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.GetValues("Cache-Control")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(
            "default-src 'none'; sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal($"\"{First:N}\"", response.Headers.ETag?.ToString());
        Assert.Equal("bytes", Assert.Single(response.Headers.AcceptRanges));
    }

    [Fact]
    public async Task Image_Thumbnail_IsWebPUnderAnETagOfItsOwn()
    {
        var gallery = await Client.NewGalleryAsync(1);

        using var response = await Client.GetAsync($"/collections/{gallery}/images/{First}/thumbnail", Token);

        var bytes = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal("image/webp", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("RIFF"u8.ToArray(), bytes[..4]);
        Assert.Equal("WEBP"u8.ToArray(), bytes[8..12]);
        Assert.Equal($"\"{First:N}-thumbnail\"", response.Headers.ETag?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/thumbnail")]
    public async Task Image_ThatTheClientHas_Is304(string rendition)
    {
        var url = $"/collections/{await Client.NewGalleryAsync(1)}/images/{First}{rendition}";
        using var first = await Client.GetAsync(url, Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.GetValues("Cache-Control")));
    }

    [Fact]
    public async Task Image_Range_Is206()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/collections/{await Client.NewGalleryAsync(1)}/images/{First}");
        request.Headers.Range = new RangeHeaderValue(1, 3);

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("PNG"u8.ToArray(), await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Image_RangeBeyondItsEnd_Is416()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/collections/{await Client.NewGalleryAsync(1)}/images/{First}");
        request.Headers.Range = new RangeHeaderValue(1_000_000, null);

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    }

    [Fact]
    public async Task Image_Head_TellsItsLength()
    {
        var gallery = await Client.NewGalleryAsync(1);

        using var response = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/collections/{gallery}/images/{First}"), Token);

        Assert.Equal(Png.Of(0).Length, response.Content.Headers.ContentLength);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Image_OfAnotherCollection_Is404()
    {
        await Client.NewGalleryAsync(1);

        await Client.GetProblemAsync($"/collections/{await Client.NewCollectionAsync()}/images/{First}", 404, "NotFound");
    }

    [Fact]
    public async Task Image_IdThatIsNone_Is400() =>
        await Client.GetProblemAsync($"/collections/{await Client.NewCollectionAsync()}/images/..%2F..%2Fdemo.json", 400, "InvalidRequest");

    [Fact]
    public async Task Image_Missing_IsNotKeptForGood()
    {
        using var response = await Client.GetAsync($"/collections/{await Client.NewCollectionAsync()}/images/{First}", Token);

        await response.ProblemAsync(404, "NotFound");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Preview_OfALargeOriginal_IsAWebPOf1440Pixels()
    {
        var large = Png.Of(5, 2000, 1000);
        var gallery = await Client.NewCollectionAsync();
        (await Client.UploadAsync(gallery, ("large.png", large))).Dispose();
        var url = $"/collections/{gallery}/images/{ImageId.Of(large)}/preview";

        using var first = await Client.GetAsync(url, Token);
        using var second = await Client.GetAsync(url, Token);

        Assert.Equal("image/webp", first.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(first.Headers.GetValues("Cache-Control")));
        Assert.Equal($"\"{ImageId.Of(large):N}-made-preview\"", first.Headers.ETag?.ToString());
        var bytes = await first.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal(bytes, await second.Content.ReadAsByteArrayAsync(Token));
        using var image = NetVips.Image.NewFromBuffer(bytes);
        Assert.Equal((1440, 720), (image.Width, image.Height));
    }

    [Fact]
    public async Task Preview_OfADeletedImage_Is404ThoughItWasMade()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var url = $"/collections/{gallery}/images/{First}/preview";
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(url, Token)).StatusCode);

        (await Client.DeleteAsync($"/collections/{gallery}/images/{First}", Token)).Dispose();

        await Client.GetProblemAsync(url, 404, "NotFound");
    }

    [Fact]
    public async Task Preview_WithoutAnOriginal_IsTheStoredOne()
    {
        var gallery = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.AddImage("0.png", Png.Of(0));
        (await Client.PostAsync($"/collections/{gallery}/images?originals=none", form, Token)).Dispose();

        using var response = await Client.GetAsync($"/collections/{gallery}/images/{First}/preview", Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"\"{First:N}-preview\"", response.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task Delete_Image_Is204ThenGoneEverywhere()
    {
        var gallery = await Client.NewGalleryAsync(2);

        using var response = await Client.DeleteAsync($"/collections/{gallery}/images/{First}", Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await Client.GetProblemAsync($"/collections/{gallery}/images/{First}", 404, "NotFound");
        await Client.GetProblemAsync($"/collections/{gallery}/images/{First}/thumbnail", 404, "NotFound");
        Assert.Equal(1, (await Client.GetJsonAsync($"/collections/{gallery}")).GetProperty("images").GetInt32());
        using var again = await Client.DeleteAsync($"/collections/{gallery}/images/{First}", Token);
        await again.ProblemAsync(404, "NotFound");
    }

    [Fact]
    public async Task Delete_ThenAddedAgain_IsThereAgain()
    {
        var gallery = await Client.NewGalleryAsync(1);
        (await Client.DeleteAsync($"/collections/{gallery}/images/{First}", Token)).Dispose();

        using var upload = await Client.UploadAsync(gallery, ("0.png", Png.Of(0)));

        Assert.Equal("added", (await upload.JsonAsync()).GetProperty("images")[0].Text("status"));
        using var image = await Client.GetAsync($"/collections/{gallery}/images/{First}", Token);
        Assert.Equal(Png.Of(0), await image.Content.ReadAsByteArrayAsync(Token));
    }
}
