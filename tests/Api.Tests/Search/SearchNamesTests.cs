using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

/// <summary>Other names of a search: of its parameter k, and of its path.</summary>
public sealed class SearchNamesTests(SharedServer shared)
{
    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("limit=2")]
    [InlineData("top=2")]
    [InlineData("k=2&limit=2")]
    [InlineData("top=2&limit=2&k=2")]
    public async Task K_ByAnotherName_IsK(string query)
    {
        var name = await Client.NewGalleryAsync(3);

        var answer = await Client.GetJsonAsync($"/search?q=shape&collection={name}&{query}");

        Assert.Equal((2, 2), (answer.GetProperty("k").GetInt32(), answer.GetProperty("hits").GetArrayLength()));
    }

    [Theory]
    [InlineData("k=2&limit=3", "k and limit mean the same")]
    [InlineData("top=2&limit=3", "limit and top mean the same")]
    [InlineData("limit=0", "limit must be a whole number from 1 to 1000")]
    [InlineData("top=x", "top must be a whole number from 1 to 1000")]
    [InlineData("limit=600&offset=600", "k + offset must be at most 1000")]
    public async Task K_ByTwoNamesThatDiffer_Is400(string query, string detail)
    {
        var problem = await Client.GetProblemAsync($"/search?q=shape&{query}", 400, "InvalidRequest");

        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task K_ByAnotherNameInABody_IsK()
    {
        var name = await Client.NewGalleryAsync(3);

        using var two = await Client.PostJsonAsync("/search", $$"""{"q":"shape","collection":"{{name}}","limit":2}""");
        using var both = await Client.PostJsonAsync("/search", $$"""{"q":"shape","collection":"{{name}}","limit":2,"k":3}""");

        Assert.Equal(2, (await two.JsonAsync()).GetProperty("hits").GetArrayLength());
        await both.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task SearchInACollection_ByGetAndPost_IsThatOfSearch()
    {
        var name = await Client.NewGalleryAsync(3);
        var expected = Ids(await Client.GetJsonAsync($"/search?q=shape&k=2&collection={name}"));

        var got = await Client.GetJsonAsync($"/collections/{name}/search?q=shape&k=2");
        using var posted = await Client.PostJsonAsync($"/collections/{name}/search", """{"q":"shape","k":2}""");
        var same = await Client.GetJsonAsync($"/collections/{name}/search?q=shape&k=2&collection={name}");

        Assert.Equal(name, got.Text("collection"));
        Assert.Equal(expected, Ids(got));
        Assert.Equal(expected, Ids(await posted.JsonAsync()));
        Assert.Equal(expected, Ids(same));
    }

    [Fact]
    public async Task SearchInACollection_ThatIsAnotherOrNone_IsRefused()
    {
        var name = await Client.NewGalleryAsync(1);

        var other = await Client.GetProblemAsync($"/collections/{name}/search?q=shape&collection=demo", 400, "InvalidRequest");
        using var posted = await Client.PostJsonAsync($"/collections/{name}/search", """{"q":"shape","collection":"demo"}""");
        await Client.GetProblemAsync("/collections/never-made/search?q=shape", 404, "NotFound");

        Assert.Contains("leave it out", other.Text("detail"), StringComparison.Ordinal);
        await posted.ProblemAsync(400, "InvalidRequest");
    }

    private static IEnumerable<string> Ids(JsonElement answer) => [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("id"))];
}
