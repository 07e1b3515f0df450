using System.Net.Http.Headers;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

public sealed class FreshnessTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task NoCache_RightAfterAnAcknowledgement_MissesNothing()
    {
        var gallery = await Client.NewGalleryAsync(1);
        for (var i = 1; i <= 5; i++)
        {
            await Client.GetJsonAsync($"/search?q=fresh&k=100&collection={gallery}");
            using var upload = await Client.UploadAsync(gallery, ($"new{i}.png", Png.Of(500 + i)));
            var id = (await upload.JsonAsync()).GetProperty("images")[0].Text("id");

            using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=fresh&k=100&collection={gallery}");
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            using var response = await Client.SendAsync(request, Token);

            var hits = (await response.JsonAsync()).GetProperty("hits").EnumerateArray().Select(hit => hit.Text("id")).ToList();
            Assert.Contains(id, hits);
            Assert.Equal(i + 1, hits.Count);
        }
    }

    [Fact]
    public async Task Version_OfAnUpload_IsTheOneThatAnswersAreFoundUnder()
    {
        var gallery = await Client.NewGalleryAsync(1);
        using var upload = await Client.UploadAsync(gallery, ("more.png", Png.Of(600)));
        var version = (await upload.JsonAsync()).Text("version");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=version&collection={gallery}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(version, (await response.JsonAsync()).Text("version"));
    }

    [Fact]
    public async Task CollectionMadeAgain_UnderTheSameName_AnswersWithItsOwnImages()
    {
        var name = await Client.NewGalleryAsync(3);
        await Client.GetJsonAsync($"/search?q=again&collection={name}");
        (await Client.DeleteAsync($"/collections/{name}", Token)).Dispose();
        (await Client.PutAsync($"/collections/{name}", null, Token)).Dispose();

        var answer = await Client.GetJsonAsync($"/search?q=again&collection={name}");

        Assert.Equal(0, answer.GetProperty("hits").GetArrayLength());
    }
}
