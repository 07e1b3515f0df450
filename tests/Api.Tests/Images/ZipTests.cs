using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Txt2Image.Api.Images.Archiving;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class ZipTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Zip_OfImages_HasTheirBytesUnderSafeNamesInOrder()
    {
        var name = await Client.NewCollectionAsync();
        (await Client.UploadAsync(name, ("a/cat.png", Png.Of(1)), ("b/CAT.png", Png.Of(2)), ("../../etc/passwd", Png.Of(3)))).Dispose();
        Guid[] ids = [ImageId.Of(Png.Of(2)), ImageId.Of(Png.Of(9)), ImageId.Of(Png.Of(1)), ImageId.Of(Png.Of(3)), ImageId.Of(Png.Of(2))];

        using var response = await Client.PostJsonAsync($"/collections/{name}/images/zip", JsonSerializer.Serialize(new { ids }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{name}.zip", response.Content.Headers.ContentDisposition?.FileName);
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Token));
        Assert.Equal(["CAT.png", "cat (2).png", "passwd.png"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        int[] pictures = [2, 1, 3];
        foreach (var (entry, picture) in zip.Entries.Zip(pictures))
        {
            await using var file = await entry.OpenAsync(Token);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, Token);
            Assert.Equal(Png.Of(picture), bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("{}", "ids is required: an array of 1 to 1000 image ids")]
    [InlineData("""{"ids":[]}""", "ids is required")]
    [InlineData("""{"ids":["a"]}""", "ids must contain image ids")]
    [InlineData("""{"id":["a"]}""", "did you mean 'ids'?")]
    public async Task Zip_Invalid_Is400(string json, string detail)
    {
        using var response = await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/images/zip", json);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_OfNoneThatIsThere_Is404()
    {
        var name = await Client.NewGalleryAsync(1);

        using var response = await Client.PostJsonAsync($"/collections/{name}/images/zip", $$"""{"ids":["{{Guid.NewGuid()}}"]}""");

        await response.ProblemAsync(404, "NotFound");
    }

    [Theory]
    [InlineData("tom.jpg", "image/jpeg", "tom.jpg")]
    [InlineData(@"C:\pictures\tom.JPEG", "image/jpeg", "tom.JPEG")]
    [InlineData("tom.heic.webp", "image/jpeg", "tom.heic.jpg")]
    [InlineData("tom", "image/png", "tom.png")]
    [InlineData("holiday 31.5.", "image/png", "holiday 31.5.png")]
    [InlineData("..", "image/png", "image.png")]
    [InlineData("con.png", "image/png", "image-con.png")]
    [InlineData("a:b*\u0007\u202ex.png", "image/png", "a_b___x.png")]
    [InlineData("snow \u2603.png", "image/png", "snow \u2603.png")]
    public void Name_OfAnEntry_IsSafe(string name, string type, string expected) => Assert.Equal(expected, new EntryNames().Next(name, type));

    [Fact]
    public void Names_OfEntries_AreUniqueAndShort()
    {
        var names = new EntryNames();
        string[] given = [.. Enumerable.Repeat("a/b.png", 3).Append("B (2).png").Append($"{new string('x', 500)}.png")];

        string[] all = [.. given.Select(name => names.Next(name, "image/png"))];

        Assert.Equal(["b.png", "b (2).png", "b (3).png", "B (2) (2).png"], all[..4]);
        Assert.Equal(124, all[4].Length);
    }
}
