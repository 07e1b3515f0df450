using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Tests.Images;

/// <summary>Uploads whose originals are not stored.</summary>
public sealed class OriginalsTests(SharedServer shared)
{
    private const string None = "?originals=none";
    private static readonly byte[] Picture = Png.Of(77, 2000, 1000);
    private static readonly Guid Id = ImageId.Of(Picture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task None_New_KeepsAPreviewUnderTheOriginalsIdAndSize()
    {
        var name = await Client.NewCollectionAsync();

        Assert.Equal("added", await UploadAsync(name, None));

        var hit = await HitAsync(name);
        Assert.Equal((Id.ToString("D"), 2000, 1000), (hit.Text("id"), hit.GetProperty("width").GetInt32(), hit.GetProperty("height").GetInt32()));
        Assert.True(hit.GetProperty("fields").GetProperty("previewOnly").GetBoolean());
        using var response = await Client.GetAsync($"/collections/{name}/images/{Id}", Token);
        var preview = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal("image/webp", response.Content.Headers.ContentType?.ToString());
        Assert.Equal($"\"{Id:N}-preview\"", response.Headers.ETag?.ToString());
        Assert.Equal("public, max-age=300", Assert.Single(response.Headers.GetValues("Cache-Control")));
        using var image = NetVips.Image.NewFromBuffer(preview);
        Assert.Equal((1440, 720), (image.Width, image.Height));
        using var thumbnail = await Client.GetAsync($"/collections/{name}/images/{Id}/thumbnail", Token);
        Assert.Equal(HttpStatusCode.OK, thumbnail.StatusCode);
        Assert.Null(await OriginalAsync(name));
    }

    [Fact]
    public async Task Copy_AfterNone_BringsTheOriginal()
    {
        var name = await Client.NewCollectionAsync();
        await UploadAsync(name, None);
        Assert.Equal("unchanged", await UploadAsync(name, None));

        Assert.Equal("updated", await UploadAsync(name, "?originals=copy"));

        Assert.Equal(Picture, await Client.GetByteArrayAsync($"/collections/{name}/images/{Id}", Token));
        Assert.False((await HitAsync(name)).GetProperty("fields").TryGetProperty("previewOnly", out _));
        Assert.Equal("unchanged", await UploadAsync(name, ""));
    }

    [Fact]
    public async Task None_AfterCopy_LeavesTheOriginal()
    {
        var name = await Client.NewCollectionAsync();
        await UploadAsync(name, "");

        Assert.Equal("unchanged", await UploadAsync(name, None));

        Assert.Equal(Picture, await Client.GetByteArrayAsync($"/collections/{name}/images/{Id}", Token));
    }

    [Fact]
    public async Task None_ImageIsTheBody_KeepsAPreview()
    {
        var name = await Client.NewCollectionAsync();
        using var body = new ByteArrayContent(Picture);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        using var response = await Client.PostAsync($"/collections/{name}/images{None}&name=a.png", body, Token);

        Assert.Equal("added", (await response.JsonAsync()).GetProperty("images")[0].Text("status"));
        using var image = await Client.GetAsync($"/collections/{name}/images/{Id}", Token);
        Assert.Equal("image/webp", image.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task None_Deleted_IsGone()
    {
        var name = await Client.NewCollectionAsync();
        await UploadAsync(name, None);

        using var deleted = await Client.DeleteAsync($"/collections/{name}/images/{Id}", Token);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Client.GetProblemAsync($"/collections/{name}/images/{Id}", 404, "NotFound");
    }

    [Fact]
    public async Task Originals_UnknownValue_IsRejected()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.AddImage("a.png", Picture);

        using var response = await Client.PostAsync($"/collections/{name}/images?originals=some", form, Token);

        var detail = (await response.ProblemAsync(400, "InvalidRequest")).Text("detail");
        Assert.Contains("copy", detail, StringComparison.Ordinal);
        Assert.Contains("none", detail, StringComparison.Ordinal);
    }

    private async Task<string> UploadAsync(string collection, string query)
    {
        using var form = new MultipartFormDataContent();
        form.AddImage("a.png", Picture);
        using var response = await Client.PostAsync($"/collections/{collection}/images{query}", form, Token);
        return (await response.JsonAsync()).GetProperty("images")[0].Text("status");
    }

    private async Task<JsonElement> HitAsync(string collection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=picture&collection={collection}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await Client.SendAsync(request, Token);
        return (await response.JsonAsync()).GetProperty("hits")[0];
    }

    /// <summary>What the store has of the original.</summary>
    private async Task<Stream?> OriginalAsync(string collection)
    {
        var services = shared.Server.Services;
        var found = await services.GetRequiredService<IVectorStore>().FindAsync(collection, Token);
        return await services.GetRequiredService<IImageStore>().OpenAsync(new ImageKey(found!.Id, Id), ImageKind.Original, Token);
    }
}
