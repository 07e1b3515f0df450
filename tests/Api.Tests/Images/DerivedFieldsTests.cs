using System.Text.Json;
using NetVips;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Images;

/// <summary>Fields that the server derives from an image and that filters can use.</summary>
public sealed class DerivedFieldsTests(SharedServer shared)
{
    private static readonly byte[] InMay = Jpeg(300, 200, "2024:05:31 18:30:00", "+02:00");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("""{"field":"taken","range":{"min":"2024-05-31","max":"2024-05-31"}}""", "may")]
    [InlineData("""{"field":"taken","range":{"min":"2024-05-31T18:30:00+02:00","max":"2024-05-31T16:30:00Z"}}""", "may")]
    [InlineData("""{"field":"taken","eq":"2024-05-31T16:30:00Z"}""", "may")]
    [InlineData("""{"field":"taken","range":{"max":"2024-05-30"}}""", "")]
    [InlineData("""{"field":"taken","exists":true}""", "may")]
    [InlineData("""{"field":"width","range":{"min":301}}""", "wide")]
    [InlineData("""{"and":[{"field":"height","eq":200},{"field":"width","eq":300}]}""", "may")]
    [InlineData("""{"field":"bytes","range":{"min":1}}""", "may wide")]
    public async Task Search_ByDateAndSize_FindsThose(string filter, string expected)
    {
        var name = await AlbumAsync();

        var answer = await Client.GetJsonAsync($"/search?q=something&collection={name}&filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(
            expected, string.Join(' ', answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("name")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Search_Hit_HasTheDateButNotTheSizeAmongItsFields()
    {
        var name = await AlbumAsync();

        var hits = (await Client.GetJsonAsync($"/search?q=something&collection={name}")).GetProperty("hits").EnumerateArray();

        var fields = hits.Single(hit => hit.Text("name") == "may").GetProperty("fields");
        Assert.Equal(["kind", "taken"], fields.EnumerateObject().Select(field => field.Name));
        Assert.Equal(1717173000, fields.GetProperty("taken").GetInt64());
    }

    [Fact]
    public async Task Upload_FieldOfThatName_Wins()
    {
        var name = await Client.NewCollectionAsync();
        await UploadAsync(name, ("may", InMay, """{"taken":"long ago"}"""));

        var hit = (await Client.GetJsonAsync($"/search?q=something&collection={name}")).GetProperty("hits")[0];

        Assert.Equal("long ago", hit.GetProperty("fields").Text("taken"));
    }

    private async Task<string> AlbumAsync()
    {
        var name = await Client.NewCollectionAsync();
        await UploadAsync(name, ("may", InMay, """{"kind":"cat"}"""), ("wide", Jpeg(400, 100, null, null), null));
        return name;
    }

    private async Task UploadAsync(string collection, params (string Name, byte[] Bytes, string? Fields)[] images)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes, fields) in images)
        {
            if (fields is not null)
            {
                form.Add(new StringContent(fields), "fields");
            }

            form.AddImage(name, bytes);
        }

        using var response = await Client.PostAsync($"/collections/{collection}/images", form, Token);
        var outcomes = (await response.JsonAsync()).GetProperty("images").EnumerateArray();
        Assert.All(outcomes, image => Assert.Equal("added", image.Text("status")));
    }

    private static byte[] Jpeg(int width, int height, string? taken, string? offset)
    {
        using var black = Image.Black(width, height, bands: 3);
        using var picture = black.Mutate(copy =>
        {
            if (taken is not null)
            {
                copy.Set(GValue.GStrType, "exif-ifd2-DateTimeOriginal", taken);
            }

            if (offset is not null)
            {
                copy.Set(GValue.GStrType, "exif-ifd2-OffsetTimeOriginal", offset);
            }
        });
        return picture.JpegsaveBuffer();
    }
}
