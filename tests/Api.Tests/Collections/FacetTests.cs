using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Collections;

/// <summary>Looking around without a question: counts of values, and lists that are filtered.</summary>
public sealed class FacetTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Facets_OfACollection_CountValuesAndYears()
    {
        var name = await NewAlbumAsync();

        var counts = await Client.GetJsonAsync($"/collections/{name}/facets");

        Assert.Equal(name, counts.Text("collection"));
        Assert.Equal((6, false), (counts.GetProperty("counted").GetInt32(), counts.GetProperty("sample").GetBoolean()));
        Assert.Equal(["2025 4", "2024 2"], Values(counts, "taken"));
        Assert.Equal(["beach 3", "town 3"], Values(counts, "place"));
        Assert.Equal((await Client.GetJsonAsync($"/collections/{name}")).Text("version"), counts.Text("version"));
    }

    [Fact]
    public async Task Facets_WithAFilterAndAfterAWrite_AreCountedAnew()
    {
        var name = await NewAlbumAsync();
        var filter = Uri.EscapeDataString("taken>=2025-01-01");
        var inTown = await Client.GetJsonAsync($"/collections/{name}/facets?filter=place:town");
        Assert.False(inTown.GetProperty("facets").TryGetProperty("place", out _), "All of them are in town.");
        Assert.Equal(["beach 2", "town 2"], Values(await Client.GetJsonAsync($"/collections/{name}/facets?filter={filter}"), "place"));

        var id = (await Client.GetJsonAsync($"/collections/{name}/images?filter=place:beach&limit=1")).GetProperty("images")[0].Text("id");
        (await Client.DeleteAsync($"/collections/{name}/images/{id}", Token)).Dispose();

        // A count that was expensive is used a little longer than its version.
        JsonElement counts;
        do
        {
            counts = await Client.GetJsonAsync($"/collections/{name}/facets");
        }
        while (counts.GetProperty("counted").GetInt32() != 5);

        Assert.Equal(["town 3", "beach 2"], Values(counts, "place"));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("newest")]
    public async Task List_WithAFilter_PagesThroughThoseThatPass(string order)
    {
        var name = await NewAlbumAsync();
        List<JsonElement> seen = [];
        string? next = null;
        do
        {
            var after = next is null ? "" : $"&after={next}";
            var page = await Client.GetJsonAsync($"/collections/{name}/images?filter=place:beach&order={order}&limit=2{after}");
            seen.AddRange(page.GetProperty("images").EnumerateArray());
            next = page.Text("next");
        }
        while (next is not null);

        Assert.Equal(3, seen.Count);
        Assert.All(seen, image => Assert.Equal("beach", image.GetProperty("fields").Text("place")));
        var times = seen.Select(image => image.GetProperty("fields").GetProperty("taken").GetInt64());
        var ids = seen.Select(image => image.GetProperty("id").GetGuid());
        Assert.Equal(order == "id" ? [.. ids.Order()] : ids, ids);
        Assert.Equal(order == "newest" ? [.. times.OrderDescending()] : times, times);
    }

    [Theory]
    [InlineData("images?filter=place", "filter")]
    [InlineData("images?filter=place:beach&embeddings=true", "embeddings cannot be listed with a filter")]
    [InlineData("facets?filter=place", "filter")]
    [InlineData("facets?filters=a:b", "did you mean 'filter'?")]
    public async Task Filter_ThatIsWrong_Is400(string path, string detail)
    {
        var name = await Client.NewCollectionAsync();

        var problem = await Client.GetProblemAsync($"/collections/{name}/{path}", 400, "InvalidRequest");

        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facets_OfASearch_CountYearsToo()
    {
        var name = await NewAlbumAsync();

        var answer = await Client.GetJsonAsync($"/search?q=anything&collection={name}&facets=taken,place");

        Assert.Equal(["2025 4", "2024 2"], Values(answer, "taken"));
    }

    /// <summary>Six pictures, every other one at the beach; the first two of 2024, the others of 2025.</summary>
    private async Task<string> NewAlbumAsync()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.Add(
            JsonContent.Create(Enumerable.Range(0, 6).Select(i => new
            {
                fields = new
                {
                    place = i % 2 == 0 ? "beach" : "town",
                    taken = new DateTimeOffset(i < 2 ? 2024 : 2025, 1 + i, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
                },
            })),
            "metadata");
        for (var i = 0; i < 6; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();
        return name;
    }

    private static string[] Values(JsonElement counts, string field) =>
        [
            .. counts.GetProperty("facets").GetProperty(field).GetProperty("values").EnumerateArray()
                .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.GetProperty("value")} {value.GetProperty("count")}")),
        ];
}
