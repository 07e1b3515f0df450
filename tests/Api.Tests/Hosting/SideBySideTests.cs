using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

public sealed class SideBySideTests(SharedServer shared)
{
    [Fact]
    public async Task TwoServers_WithTheirOwnData_KnowNothingOfEachOther()
    {
        await using var other = await TestServer.StartAsync();
        var here = await shared.Client.NewGalleryAsync(1);
        var there = await other.Client.NewGalleryAsync(2);

        await shared.Client.GetProblemAsync($"/collections/{there}", 404, "NotFound");
        await other.Client.GetProblemAsync($"/collections/{here}", 404, "NotFound");
        Assert.Equal(2, (await other.Client.GetJsonAsync($"/search?q=side&collection={there}")).GetProperty("hits").GetArrayLength());
        Assert.Equal(1, (await shared.Client.GetJsonAsync($"/search?q=side&collection={here}")).GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Server_StartedAgain_HasWhatItAcknowledged()
    {
        using var data = new TemporaryFolder();
        string gallery;
        await using (var first = await TestServer.StartAsync(data: data.Path))
        {
            gallery = await first.Client.NewGalleryAsync(3);
        }

        await using var second = await TestServer.StartAsync(data: data.Path);

        var hits = (await second.Client.GetJsonAsync($"/search?q=again&collection={gallery}")).GetProperty("hits");
        Assert.Equal(3, hits.GetArrayLength());
        using var image = await second.Client.GetAsync(hits[0].Text("thumbnailUrl"), TestContext.Current.CancellationToken);
        Assert.True(image.IsSuccessStatusCode);
    }
}
