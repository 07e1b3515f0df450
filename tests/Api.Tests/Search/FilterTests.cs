using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

public sealed class FilterTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("""{"field":"year","eq":2003}""", "3")]
    [InlineData("""{"field":"kind","in":["cat","cow"]}""", "0 2 4")]
    [InlineData("""{"field":"year","range":{"min":2002,"max":2003}}""", "2 3")]
    [InlineData("""{"field":"kind","exists":false}""", "5")]
    [InlineData("""{"and":[{"field":"kind","eq":"cat"},{"not":{"field":"year","range":{"min":2001}}}]}""", "0")]
    [InlineData("""{"or":[{"field":"year","eq":2001},{"field":"indoors","eq":true}]}""", "1 5")]
    [InlineData("""{"field":"year","eq":1066}""", "")]
    public async Task Search_Filter_KeepsWhatSatisfiesItWithGetAndPost(string filter, string expected)
    {
        var album = await AlbumAsync();

        var got = await Client.GetJsonAsync($"/search?q=something&collection={album}&filter={Uri.EscapeDataString(filter)}");
        using var response = await Client.PostJsonAsync("/search", $$"""{"q":"something","collection":"{{album}}","filter":{{filter}}}""");

        Assert.Equal(expected, Shown(got));
        Assert.Equal(expected, Shown(await response.JsonAsync()));
    }

    [Fact]
    public async Task Search_Filter_AppliesBeforeTheTopKAndIsCachedApartFromOthers()
    {
        var album = await AlbumAsync();
        var one = $"/search?q=again&k=1&collection={album}&filter=";

        var cat = await Client.GetJsonAsync(one + Uri.EscapeDataString("""{"field":"year","eq":2002}"""));
        var same = await Client.GetJsonAsync(one + Uri.EscapeDataString("""{ "eq": 2002.0, "field": "year" }"""));
        var other = await Client.GetJsonAsync(one + Uri.EscapeDataString("""{"field":"year","eq":2001}"""));
        var all = await Client.GetJsonAsync($"/search?q=again&collection={album}");

        Assert.Equal(("2", "none"), (Shown(cat), cat.Text("cache")));
        Assert.Equal(("2", "memory"), (Shown(same), same.Text("cache")));
        Assert.Equal(("1", "none"), (Shown(other), other.Text("cache")));
        Assert.Equal("0 1 2 3 4 5", Shown(all));
    }

    [Fact]
    public async Task Search_FilterAsText_IsTheSameFilterAsInJson()
    {
        var album = await AlbumAsync();
        var url = $"/search?q=as+text&collection={album}&filter=";
        var json = await Client.GetJsonAsync(url + Uri.EscapeDataString("""{"field":"year","range":{"min":2001}}"""));

        var text = await Client.GetJsonAsync(url + Uri.EscapeDataString("year >= 2001"));
        using var posted = await Client.PostJsonAsync("/search", $$"""{"q":"as text","collection":"{{album}}","filter":"year>=2001"}""");

        Assert.Equal(Shown(json), Shown(text));
        Assert.Equal("memory", text.Text("cache"));
        Assert.Equal("memory", (await posted.JsonAsync()).Text("cache"));
    }

    [Theory]
    [InlineData("""{"field":"year","gt":5}""", "'gt'")]
    [InlineData("year is 5", "position 6")]
    [InlineData("[]", "JSON object")]
    public async Task Search_FilterThatIsNone_TellsWhatToWrite(string filter, string says)
    {
        var problem = await Client.GetProblemAsync($"/search?q=cat&filter={Uri.EscapeDataString(filter)}", 400, "InvalidRequest");
        Assert.Contains(says, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BestImage_NoneThatPasses_SaysSo()
    {
        var album = await AlbumAsync();
        var url = $"/search/image?q=cat&collection={album}&filter={Uri.EscapeDataString("""{"field":"year","eq":1066}""")}";
        Assert.Contains("filter", (await Client.GetProblemAsync(url, 404, "NotFound")).Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>Six pictures, with their numbers as captions.</summary>
    private async Task<string> AlbumAsync()
    {
        var name = await Client.NewCollectionAsync();
        object[] fields =
        [
            new { kind = "cat", year = 2000 }, new { kind = "dog", year = 2001 }, new { kind = "cat", year = 2002 },
            new { kind = "dog", year = 2003 }, new { kind = "cow", year = 2004.5 }, new { indoors = true },
        ];
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(fields.Select((field, i) => new { caption = $"{i}", fields = field })), "metadata");
        for (var i = 0; i < fields.Length; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);
        Assert.All((await response.JsonAsync()).GetProperty("images").EnumerateArray(), image => Assert.Equal("added", image.Text("status")));
        return name;
    }

    private static string Shown(JsonElement answer) =>
        string.Join(' ', answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("caption")).Order(StringComparer.Ordinal));
}
