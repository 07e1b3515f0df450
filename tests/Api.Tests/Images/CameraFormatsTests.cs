using System.Net.Http.Headers;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Images;

/// <summary>Files as phones and cameras write them, through the whole server.</summary>
public sealed class CameraFormatsTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("heic_iphone_portrait.heic", "image/heic", false)]
    [InlineData("avif_irot3_exif6.avif", "image/avif", false)]
    [InlineData("jxl_from_jpeg_exif6.jxl", "image/jxl", false)]
    [InlineData("raw_nef_lookalike.nef", "image/x-nikon-nef", true)]
    [InlineData("raw_cr3_lookalike.cr3", "image/x-canon-cr3", true)]
    public async Task Upload_CameraFile_IsFoundWithItsDateAndServedAsItIs(string file, string mediaType, bool isRaw)
    {
        var bytes = await File.ReadAllBytesAsync(SharedData.Require("cases", "15-modern-formats", file), Token);
        var name = await Client.NewCollectionAsync();
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using (var added = await Client.PostAsync($"/collections/{name}/images?name={file}", body, Token))
        {
            Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Token));
        }

        var hit = (await Client.GetJsonAsync($"/search?q=something&collection={name}")).GetProperty("hits")[0];

        var fields = hit.GetProperty("fields");
        Assert.Equal(new DateTimeOffset(2024, 6, 15, 14, 23, 45, TimeSpan.FromHours(2)).ToUnixTimeSeconds(), fields.GetProperty("taken").GetInt64());
        Assert.Equal(isRaw, fields.TryGetProperty("rawPreview", out var raw) && raw.ValueKind == JsonValueKind.True);
        using var original = await Client.GetAsync(hit.Text("imageUrl"), Token);
        Assert.Equal(mediaType, original.Content.Headers.ContentType?.MediaType);
        Assert.Equal(bytes, await original.Content.ReadAsByteArrayAsync(Token));
        foreach (var url in (string[])[hit.Text("thumbnailUrl")!, $"/collections/{name}/images/{hit.Text("id")}/preview"])
        {
            using var shown = await Client.GetAsync(url, Token);
            Assert.Equal("image/webp", shown.Content.Headers.ContentType?.MediaType);
        }
    }
}
