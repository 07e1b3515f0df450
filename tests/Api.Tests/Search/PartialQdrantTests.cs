using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

/// <summary>Qdrant answers as a whole or not at all, whatever a search allows.</summary>
public sealed class PartialQdrantTests(QdrantBackedServer shared) : IClassFixture<QdrantBackedServer>
{
    [Fact]
    public async Task TimeIsOut_InQdrant_IsTheSameErrorWithAndWithoutPartial()
    {
        var client = shared.Server.Client;
        var gallery = await client.NewGalleryAsync(1);
        shared.Qdrant.Faults.Hang("Points/Query", times: 100);

        var all = await client.GetProblemAsync($"/search?q=all&collection={gallery}", 503, "Unavailable");
        var part = await client.GetProblemAsync($"/search?q=part&collection={gallery}&partial=allow", 503, "Unavailable");

        Assert.Equal(all.Text("detail"), part.Text("detail"));
        shared.Qdrant.Faults.Clear();
        Assert.False((await client.GetJsonAsync($"/search?q=part&collection={gallery}&partial=allow")).TryGetProperty("partial", out _));
    }
}
