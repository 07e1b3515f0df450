using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class UploadFailureTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("text", 415, "UnsupportedMediaType")]
    [InlineData("psd", 415, "UnsupportedMediaType")]
    [InlineData("bmp", 422, "CorruptImage")]
    [InlineData("heic", 422, "CorruptImage")]
    [InlineData("cut", 422, "CorruptImage")]
    [InlineData("empty", 400, "InvalidRequest")]
    [InlineData("large", 413, "TooLarge")]
    public async Task One_Bad_IsAnsweredWithItsOwnFailure(string what, int status, string code)
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.UploadAsync(name, (what, BadImage(what)));

        await response.ProblemAsync(status, code);
    }

    [Fact]
    public async Task One_OfUnknownKind_IsToldWhatIsRead()
    {
        using var response = await Client.UploadAsync(await Client.NewCollectionAsync(), ("notes.txt", "hello"u8.ToArray()));

        Assert.Contains("JPEG", (await response.ProblemAsync(415, "UnsupportedMediaType")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_AmongOthers_FailsAlone()
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.UploadAsync(name, ("large.png", new byte[(32 << 20) + 1]), ("good.png", Png.Of(1)));

        var images = (await response.JsonAsync()).GetProperty("images");
        Assert.Equal("TooLarge", images[0].GetProperty("error").Text("code"));
        Assert.Equal(
            "The file is larger than 32 MB. The setting Images:MaxBytes raises this limit.", images[0].GetProperty("error").Text("detail"));
        Assert.Equal("added", images[1].Text("status"));
    }

    /// <summary>Parts of some megabytes are read in pieces.</summary>
    [Fact]
    public async Task Large_BelowTheLimit_IsReadWhole()
    {
        var name = await Client.NewCollectionAsync();
        var pixels = new byte[1700 * (1 + (3 * 1900))];
        new Random(1).NextBytes(pixels);
        for (var row = 0; row < pixels.Length; row += 1 + (3 * 1900))
        {
            pixels[row] = 0;
        }

        var large = Png.Encode(1900, 1700, pixels);
        Assert.True(large.Length > 9 << 20);

        using var response = await Client.UploadAsync(name, ("large.png", large));

        var image = (await response.JsonAsync()).GetProperty("images")[0];
        Assert.Equal(ImageId.Of(large).ToString("D"), image.Text("id"));
        Assert.Equal(large, await Client.GetByteArrayAsync(image.Text("imageUrl"), Token));
    }

    [Fact]
    public async Task Pixels_OverTheirLimit_NamesTheSetting()
    {
        byte[] header = [0, 0x10, 0, 0, 0, 0x10, 0, 0, 8, 2, 0, 0, 0];
        var bomb = Png.Of(1);
        header.CopyTo(bomb, 16);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), System.IO.Hashing.Crc32.HashToUInt32(bomb.AsSpan(12, 17)));

        using var response = await Client.UploadAsync(await Client.NewCollectionAsync(), ("bomb.png", bomb));

        Assert.Contains("Images:MaxPixels", (await response.ProblemAsync(413, "TooLarge")).Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>The pixels that are there are added, and the outcome says that some are missing; viewing works as for any image.</summary>
    [Fact]
    public async Task Truncated_WhereThatIsAllowed_IsAddedAndMarked()
    {
        await using var server = await TestServer.StartAsync(["Images:AllowTruncated=true"]);
        var name = await server.Client.NewCollectionAsync();
        var whole = Png.Of(1, 200, 200);

        using var response = await server.Client.UploadAsync(name, ("cut.png", whole[..(whole.Length * 2 / 3)]), ("whole.png", whole));

        var images = (await response.JsonAsync()).GetProperty("images");
        Assert.Equal(("added", true), (images[0].Text("status"), images[0].GetProperty("truncated").GetBoolean()));
        Assert.Equal("added", images[1].Text("status"));
        Assert.False(images[1].TryGetProperty("truncated", out _));
        using var thumbnail = await server.Client.GetAsync(images[0].Text("thumbnailUrl"), Token);
        Assert.True(thumbnail.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Collection_Unknown_Is404ThatSaysHowToCreateIt()
    {
        using var response = await Client.UploadAsync("never-made", ("a.png", Png.Of(1)));

        Assert.Contains("PUT /collections/", (await response.ProblemAsync(404, "NotFound")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContentType_Unknown_Is415()
    {
        using var response = await Client.PostAsync($"/collections/{await Client.NewCollectionAsync()}/images", new StringContent("a"), Token);

        await response.ProblemAsync(415, "UnsupportedMediaType");
    }

    [Fact]
    public async Task Body_WithoutName_Is400()
    {
        using var content = new ByteArrayContent(Png.Of(1)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var response = await Client.PostAsync($"/collections/{await Client.NewCollectionAsync()}/images", content, Token);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Theory]
    [InlineData("metadata", "{}", "must be a JSON array")]
    [InlineData("metadata", "[{\"captoin\":\"a\"}]", "did you mean 'caption'?")]
    [InlineData("metadata", "[", "not valid JSON")]
    [InlineData("captoin", "a", "did you mean 'caption'?")]
    public async Task Form_Invalid_Is400(string field, string value, string detail)
    {
        using var form = new MultipartFormDataContent { { new StringContent(value), field } };
        form.AddImage("a.png", Png.Of(1));

        using var response = await Client.PostAsync($"/collections/{await Client.NewCollectionAsync()}/images", form, Token);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_OfMoreOrFewerFiles_FailsThoseAlone()
    {
        var name = await Client.NewCollectionAsync();
        using var more = new MultipartFormDataContent { { new StringContent("""[{},{"name":"lost.png"}]"""), "metadata" } };
        more.AddImage("a.png", Png.Of(1));
        using var fewer = new MultipartFormDataContent { { new StringContent("[{}]"), "metadata" } };
        fewer.AddImage("a.png", Png.Of(1));
        fewer.AddImage("b.png", Png.Of(2));

        using var first = await Client.PostAsync($"/collections/{name}/images", more, Token);
        using var second = await Client.PostAsync($"/collections/{name}/images", fewer, Token);

        Assert.Equal("lost.png", (await first.JsonAsync()).GetProperty("images")[1].Text("name"));
        Assert.Equal("failed", (await second.JsonAsync()).GetProperty("images")[1].Text("status"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--xyz--\r\n")]
    [InlineData("--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\ncut off")]
    [InlineData("--xyz\r\n\r\nno disposition\r\n--xyz--\r\n")]
    [InlineData("no boundary at all")]
    public async Task Form_Malformed_Is400(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=xyz") } };

        using var response = await Client.PostAsync($"/collections/{await Client.NewCollectionAsync()}/images", content, Token);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task Images_OverTheirNumber_FailAlone()
    {
        var name = await Client.NewCollectionAsync();
        var same = Png.Of(1, 8, 8);

        using var response = await Client.UploadAsync(name, [.. Enumerable.Range(0, 258).Select(i => ("same.png", same))]);

        var images = (await response.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(258, images.Count);
        Assert.All(images[256..], image => Assert.Equal("TooLarge", image.GetProperty("error").Text("code")));
    }

    [Fact]
    public async Task Body_OverItsLimit_Is413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/collections/{await Client.NewCollectionAsync()}/images");
        request.Content = new Endless();
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=xyz");
        request.Headers.ExpectContinue = true;

        using var response = await Client.SendAsync(request, Token);

        await response.ProblemAsync(413, "TooLarge");
    }

    /// <summary>
    /// Made here, because the runner serializes a test's arguments, which takes minutes and gigabytes for the bytes of a large file.
    /// </summary>
    private static byte[] BadImage(string what) => what switch
    {
        "text" => [.. "hello"u8],
        "psd" => [.. "8BPS____________________________"u8],
        "bmp" => [.. "BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x08\0\0\0\x08\0\0\0\x01\0\x18\0"u8],
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8],
        "cut" => Png.Of(1, 200, 200)[..300],
        "empty" => [],
        "large" => new byte[(32 << 20) + 1],
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, message: null),
    };

    /// <summary>A stream that claims to be long and must not be read.</summary>
    private sealed class Endless : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 1L << 40;
            return true;
        }
    }
}
