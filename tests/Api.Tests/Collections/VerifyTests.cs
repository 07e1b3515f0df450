using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Tests.Collections;

public sealed class VerifyTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Verify_Sound_FindsNothing()
    {
        var name = await Client.NewGalleryAsync(5);

        using var response = await Client.PostAsync($"/collections/{name}/verify", content: null, Token);

        var answer = await response.JsonAsync();
        Assert.Equal((5, 5), (answer.GetProperty("points").GetInt32(), answer.GetProperty("stored").GetInt32()));
        Assert.Empty(Findings(answer));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("next").ValueKind);
        Assert.Empty(Findings(await VerifyAsync(name, """{"deep":true,"repair":true}""")));
        Assert.Equal(5, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Verify_PointWithoutBytes_IsNamedAndDeletedByRepair()
    {
        var name = await Client.NewGalleryAsync(3);
        File.Delete(await FileOfAsync(name, 0));

        var found = Assert.Single(Findings(await VerifyAsync(name, "{}")));
        Assert.Equal(
            ("missingBytes", ImageId.Of(Png.Of(0)), "0.png", false),
            (found.Text("kind"), found.GetProperty("id").GetGuid(), found.GetProperty("names")[0].GetString(),
                found.GetProperty("repaired").GetBoolean()));
        Assert.Equal(3, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());

        Assert.True(Assert.Single(Findings(await VerifyAsync(name, """{"repair":true}"""))).GetProperty("repaired").GetBoolean());
        Assert.Equal(2, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
        Assert.Empty(Findings(await VerifyAsync(name, "{}")));
        using var upload = await Client.UploadAsync(name, ("0.png", Png.Of(0)));
        Assert.Equal("added", (await upload.JsonAsync()).GetProperty("images")[0].Text("status"));
    }

    [Fact]
    public async Task Verify_BytesWithoutAPoint_AreFoundAndDeletedOnlyWhenOld()
    {
        var name = await Client.NewGalleryAsync(2);
        var file = await FileOfAsync(name, 0);
        var young = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(file))!, "ab", $"ab{Guid.NewGuid():N}"[..32]);
        var old = young[..^1] + (young[^1] == '0' ? '1' : '0');
        Directory.CreateDirectory(Path.GetDirectoryName(young)!);
        await File.WriteAllBytesAsync(young, Png.Of(50), Token);
        await File.WriteAllBytesAsync(old, Png.Of(51), Token);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-11));

        var found = Assert.Single(Findings(await VerifyAsync(name, """{"repair":true}""")));

        Assert.Equal(
            ("unnamedBytes", Path.GetFileName(old), true),
            (found.Text("kind"), found.GetProperty("id").GetGuid().ToString("N"), found.GetProperty("repaired").GetBoolean()));
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.Equal(2, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Verify_ThumbnailIsGone_IsMadeAnewByRepair()
    {
        var name = await Client.NewGalleryAsync(1);
        var thumbnail = $"{await FileOfAsync(name, 0)}.webp";
        var before = await File.ReadAllBytesAsync(thumbnail, Token);
        File.Delete(thumbnail);

        var found = Assert.Single(Findings(await VerifyAsync(name, """{"repair":true}""")));

        Assert.Equal(("missingThumbnail", true), (found.Text("kind"), found.GetProperty("repaired").GetBoolean()));
        Assert.Equal(before, await File.ReadAllBytesAsync(thumbnail, Token));
    }

    [Fact]
    public async Task Verify_OtherBytesUnderAnId_AreFoundOnlyDeep()
    {
        var name = await Client.NewGalleryAsync(2);
        await File.WriteAllBytesAsync(await FileOfAsync(name, 1), Png.Of(99), Token);

        Assert.Empty(Findings(await VerifyAsync(name, "{}")));
        var found = Assert.Single(Findings(await VerifyAsync(name, """{"deep":true,"repair":true}""")));

        Assert.Equal(
            ("wrongBytes", ImageId.Of(Png.Of(1)), false),
            (found.Text("kind"), found.GetProperty("id").GetGuid(), found.GetProperty("repaired").GetBoolean()));
    }

    [Theory]
    [InlineData("?originals=none", ".preview.webp", "preview")]
    [InlineData("?originals=none", ".webp", "thumbnail")]
    [InlineData("?originals=copy", ".webp", "thumbnail")]
    public async Task Verify_WhatWasDrawnIsSpoilt_IsFoundOnlyDeep(string originals, string ending, string what)
    {
        var name = await Client.NewCollectionAsync();
        using (var content = new ByteArrayContent(Png.Of(0)))
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            using var upload = await Client.PostAsync($"/collections/{name}/images{originals}&name=0.png", content, Token);
            Assert.True(upload.IsSuccessStatusCode);
        }

        Assert.Empty(Findings(await VerifyAsync(name, """{"deep":true}""")));
        var file = $"{await FileOfAsync(name, 0)}{ending}";
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Token))[..20], Token);

        Assert.Empty(Findings(await VerifyAsync(name, "{}")));
        var found = Assert.Single(Findings(await VerifyAsync(name, """{"deep":true,"repair":true}""")));

        Assert.Equal(("wrongBytes", false), (found.Text("kind"), found.GetProperty("repaired").GetBoolean()));
        Assert.StartsWith($"Its {what} can no longer be decoded", found.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_InPages_FindsEachOnce()
    {
        var name = await Client.NewGalleryAsync(12);
        var broken = Enumerable.Range(0, 6).Select(i => ImageId.Of(Png.Of(i))).Order().ToList();
        for (var i = 0; i < 6; i++)
        {
            File.Delete(await FileOfAsync(name, i));
        }

        List<Guid> found = [];
        var (points, pages) = (0, 0);
        for (string? next = ""; next is not null; pages++)
        {
            var page = await VerifyAsync(name, JsonSerializer.Serialize(new { after = next.Length == 0 ? null : next, limit = 4 }));
            found.AddRange(Findings(page).Select(finding => finding.GetProperty("id").GetGuid()));
            points += page.GetProperty("points").GetInt32();
            next = page.Text("next");
        }

        Assert.Equal(broken, found);
        Assert.Equal(12, points);
        Assert.True(pages >= 3);
    }

    [Theory]
    [InlineData("""{"limit":0}""", "limit must be a whole number")]
    [InlineData("""{"deep":"yes"}""", "deep must be true or false")]
    [InlineData("""{"after":5}""", "after must be an image's id")]
    [InlineData("""{"fix":true}""", "Unknown member 'fix'")]
    public async Task Verify_Invalid_Is400(string json, string detail)
    {
        using var response = await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/verify", json);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_UnknownCollection_Is404()
    {
        using var response = await Client.PostJsonAsync("/collections/never-made/verify", "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<JsonElement> VerifyAsync(string collection, string json)
    {
        using var response = await Client.PostJsonAsync($"/collections/{collection}/verify", json);
        return await response.JsonAsync();
    }

    /// <summary>Where a picture's bytes are.</summary>
    private async Task<string> FileOfAsync(string collection, int picture)
    {
        var found = (await shared.Server.Services.GetRequiredService<IVectorStore>().FindAsync(collection, Token))!;
        var id = ImageId.Of(Png.Of(picture)).ToString("N");
        return Path.Combine(shared.Server.DataDirectory, "images", found.Id.ToString("N"), id[..2], id);
    }

    private static List<JsonElement> Findings(JsonElement answer) => [.. answer.GetProperty("findings").EnumerateArray()];
}
