using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

/// <summary>Pages by cursor, and sort, collapse, diversity and facets.</summary>
public sealed class RefinedSearchTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const string OtherSearch = "This cursor is that of another search: send it with the parameters of the page before; only k may differ.";

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Cursor_FromPageToPage_ReachesEveryHitOnceInOrder()
    {
        var gallery = await Client.NewGalleryAsync(11);
        var url = $"/search?q=page+by+page&collection={gallery}";
        var all = Names(await Client.GetJsonAsync($"{url}&k=11"));

        List<string> seen = [];
        string? next = null;
        do
        {
            var page = await Client.GetJsonAsync($"{url}&k=4{(next is null ? "" : $"&cursor={next}")}");
            Assert.Equal(seen.Count, page.GetProperty("offset").GetInt32());
            seen.AddRange(Names(page));
            next = page.Text("next");
        }
        while (next is not null);

        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Cursor_InABodyAndWithAnotherOrder_Continues()
    {
        var gallery = await Client.NewGalleryAsync(5);
        var first = await Client.GetJsonAsync($"/search?q=by+name&collection={gallery}&k=2&sort=name");

        using var response = await Client.PostJsonAsync(
            "/search", $$"""{"q":"by name","collection":"{{gallery}}","k":2,"sort":"name","cursor":"{{first.Text("next")}}"}""");

        Assert.Equal(["0.png", "1.png"], Names(first));
        Assert.Equal(["2.png", "3.png"], Names(await response.JsonAsync()));
    }

    [Theory]
    [InlineData("&cursor=nonsense", "'nonsense' is not a cursor: send the 'next' of the page before.")]
    [InlineData("&cursor=CURSOR&offset=3", "cursor and offset both say where the page begins: send one of them.")]
    [InlineData("x&cursor=CURSOR", OtherSearch)]
    [InlineData("&cursor=CURSOR&minScore=0.1", OtherSearch)]
    [InlineData("&cursor=CURSOR&sort=name", OtherSearch)]
    [InlineData("&cursor=CURSOR&ef=64", OtherSearch)]
    [InlineData("&ef=64&exact=true", "exact=true compares the query with every image, so ef has no meaning: send one of them.")]
    public async Task Cursor_ThatIsWrong_IsAClearError(string parameters, string detail)
    {
        var gallery = await Client.NewGalleryAsync(3);
        var cursor = (await Client.GetJsonAsync($"/search?q=a&k=1&collection={gallery}")).Text("next");

        var problem = await Client.GetProblemAsync(
            $"/search?k=1&collection={gallery}&q=a{parameters.Replace("CURSOR", cursor, StringComparison.Ordinal)}", 400, "InvalidRequest");

        Assert.Equal(detail, problem.Text("detail"));
    }

    [Theory]
    [InlineData("ef=0")]
    [InlineData("ef=10001")]
    [InlineData("exact=perhaps")]
    public async Task Ef_OutOfItsRange_Is400(string parameter) =>
        await Client.GetProblemAsync($"/search?q=a&{parameter}", 400, "InvalidRequest");

    [Fact]
    public async Task Ef_OfAnEmbeddedCollection_ChangesNothingButTheCache()
    {
        var gallery = await Client.NewGalleryAsync(5);
        var url = $"/search?q=every+ef&collection={gallery}";
        var first = await Client.GetJsonAsync(url);

        using var posted = await Client.PostJsonAsync("/search", $$"""{"q":"every ef","collection":"{{gallery}}","ef":1}""");
        JsonElement[] others = [await posted.JsonAsync(), await Client.GetJsonAsync($"{url}&ef=64"), await Client.GetJsonAsync($"{url}&exact=true")];
        var again = await Client.GetJsonAsync($"{url}&ef=64");

        Assert.All(others, other => Assert.Equal("none", other.Text("cache")));
        Assert.All(others, other => Assert.Equal(Names(first), Names(other)));
        Assert.Equal("memory", again.Text("cache"));
        Assert.Equal("memory", (await Client.GetJsonAsync($"{url}&exact=false")).Text("cache"));
    }

    [Fact]
    public async Task Sort_ByTaken_IsWithinTheBestHits()
    {
        var album = await AlbumAsync();
        var best = Names(await Client.GetJsonAsync($"/search?q=days&k=3&collection={album}"));

        var latest = Names(await Client.GetJsonAsync($"/search?q=days&k=3&within=3&sort=taken&collection={album}"));

        Assert.Equal(best.OrderDescending(StringComparer.Ordinal), latest);
        Assert.Equal(["5.png", "4.png"], Names(await Client.GetJsonAsync($"/search?q=days&k=2&sort=taken&collection={album}")));
    }

    [Fact]
    public async Task Facets_OverTheHits_CountEveryPageAndRespectTheFilter()
    {
        var album = await AlbumAsync();

        var answer = await Client.GetJsonAsync($"/search?q=counted&k=1&facets=kind,year&filter=year%3D2021%20or%20kind%3Dcat&collection={album}");

        Assert.Equal(
            """{"kind":{"values":[{"value":"cat","count":3},{"value":"dog","count":1}],"others":0,"missing":1},"year":"""
            + """{"values":[{"value":2021,"count":3},{"value":2020,"count":2}],"others":0,"missing":0}}""",
            answer.GetProperty("facets").GetRawText());
        using var posted = await Client.PostJsonAsync(
            "/search", $$"""{"q":"counted","k":1,"facets":["kind","year"],"filter":"year=2021 or kind=cat","collection":"{{album}}"}""");
        Assert.Equal(answer.GetProperty("facets").GetRawText(), (await posted.JsonAsync()).GetProperty("facets").GetRawText());
    }

    [Fact]
    public async Task Collapse_EqualLookingImages_AreListedInTheBestOfThem()
    {
        var gallery = await Client.NewGalleryAsync(8);
        var all = await Client.GetJsonAsync($"/search?q=alike&collection={gallery}");

        var one = await Client.GetJsonAsync($"/search?q=alike&collapse=0&collection={gallery}");
        var none = await Client.GetJsonAsync($"/search?q=alike&collapse=1&diversity=0&collection={gallery}");

        var hit = Assert.Single(one.GetProperty("hits").EnumerateArray());
        var ids = all.GetProperty("hits").EnumerateArray().Select(one => one.Text("id")).ToList();
        var folded = hit.GetProperty("folded").EnumerateArray().Select(id => id.GetString()!).ToList();
        Assert.Equal(ids, [hit.Text("id"), .. folded]);
        Assert.Equal(Names(all), Names(none));
        Assert.False(none.GetProperty("hits")[0].TryGetProperty("folded", out _));
    }

    [Fact]
    public async Task Refinements_OfASearchByAnImage_Apply()
    {
        var gallery = await Client.NewGalleryAsync(6);
        using var content = new ByteArrayContent(Png.Of(3));
        content.Headers.ContentType = new("image/png");

        using var response = await Client.PostAsync($"/search/image?collection={gallery}&sort=name&facets=width&diversity=0", content, Token);
        using var sorted = await Client.PostAsync($"/search/image?collection={gallery}&sort=name&facets=width&k=2", content, Token);

        await response.ProblemAsync(400, "InvalidRequest");
        var answer = await sorted.JsonAsync();
        Assert.Equal(["0.png", "1.png"], Names(answer));
        Assert.Equal(6, answer.GetProperty("facets").GetProperty("width").GetProperty("values")[0].GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Cutoff_OfAGallery_SaysHowLikelyEachHitIsAndCutsOffTheRest()
    {
        var gallery = await Client.NewGalleryAsync(24);
        var url = $"/search?q=cut+off&collection={gallery}&k=24";
        var all = (await Client.GetJsonAsync(url)).GetProperty("hits");

        var any = await KnownAsync($"{url}&cutoff=auto&maxChance=1");
        var strict = await KnownAsync($"{url}&cutoff=auto&maxChance=0.005");

        var hits = any.GetProperty("hits").EnumerateArray().ToList();
        var floor = any.GetProperty("cutoff").GetProperty("minScore").GetDouble();
        Assert.Equal(all.EnumerateArray().Count(hit => hit.GetProperty("score").GetDouble() >= floor), hits.Count);
        var chances = hits.Select(hit => hit.GetProperty("chance").GetDouble()).ToList();
        Assert.Equal(chances.Order(), chances);
        Assert.All(chances, chance => Assert.InRange(chance, .003, 1));
        Assert.False(any.GetProperty("cutoff").GetProperty("nothing").GetBoolean());
        Assert.Empty(strict.GetProperty("hits").EnumerateArray());
        Assert.True(strict.GetProperty("cutoff").GetProperty("nothing").GetBoolean());
        Assert.Equal(JsonValueKind.Null, strict.GetProperty("next").ValueKind);
        Assert.Contains($"Nothing in '{gallery}' matches", strict.GetProperty("cutoff").Text("note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cutoff_OfAFewImages_CutsNothingAndSaysWhy()
    {
        var gallery = await Client.NewGalleryAsync(3);
        var url = $"/search?q=few&collection={gallery}&cutoff=auto";
        JsonElement answer = default;
        await Eventually.IsTrueAsync(async () =>
        {
            answer = await Client.GetJsonAsync(url);
            return answer.GetProperty("cutoff").Text("note").Contains("too few images", StringComparison.Ordinal);
        });

        Assert.Equal(3, answer.GetProperty("hits").GetArrayLength());
        Assert.False(answer.GetProperty("hits")[0].TryGetProperty("chance", out _));
        Assert.False(answer.GetProperty("cutoff").GetProperty("known").GetBoolean());
    }

    [Theory]
    [InlineData("sort=takn", "sort must be score, taken, name, not 'takn': did you mean 'taken'?")]
    [InlineData("sort=name&diversity=0.5", "diversity and sort both decide the order of the hits: send one of them.")]
    [InlineData("cutoff=always", "cutoff must be auto or none, not 'always'.")]
    [InlineData("maxChance=0.1", "maxChance is the chance that cutoff=auto allows: send cutoff=auto too.")]
    [InlineData("cutoff=auto&maxChance=0", "maxChance must be a number from 0.005 to 1, not '0'.")]
    [InlineData(
        "cutoff=auto&like=0f8fad5b-d9cb-469f-a165-70867728950e",
        "cutoff=auto compares a search with unrelated texts, so it works for texts only: remove cutoff, or send minScore.")]
    [InlineData("collapse=1.5", "collapse must be a number from 0 to 1, not '1.5'.")]
    [InlineData("diversity=-1", "diversity must be a number from 0 to 1, not '-1'.")]
    [InlineData("facets=tag,,year", "facets must be the names of fields, separated by commas, such as facets=tag,year.")]
    [InlineData("facets=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "facets can have at most 16 fields.")]
    [InlineData("within=0&facets=tag", "within must be a whole number from 1 to 1000, not '0'.")]
    [InlineData(
        "sort=name&offset=95",
        "k + offset must be at most 100, not 10 + 95: sort, collapse, diversity and facets work on the best 100 hits. "
        + "Send within, at most 1000, for more.")]
    public async Task Options_ThatAreWrong_AreClearErrors(string options, string detail)
    {
        var problem = await Client.GetProblemAsync($"/search?q=cat&{options}", 400, "InvalidRequest");

        Assert.Equal(detail, problem.Text("detail"));
    }

    private async Task<JsonElement> KnownAsync(string url)
    {
        JsonElement answer = default;
        await Eventually.IsTrueAsync(async () =>
        {
            answer = await Client.GetJsonAsync(url);
            return answer.GetProperty("cutoff").GetProperty("known").GetBoolean();
        });
        return answer;
    }

    /// <summary>Six pictures: all but the first were taken on the day of their number, four have a kind.</summary>
    private async Task<string> AlbumAsync()
    {
        var name = await Client.NewCollectionAsync();
        string?[] kinds = ["cat", "dog", "cat", "dog", "cat", null];
        using var form = new MultipartFormDataContent();
        var fields = kinds.Select((kind, i) =>
        {
            var all = new Dictionary<string, object> { ["year"] = i < 3 ? 2020 : 2021 };
            if (i > 0)
            {
                all["taken"] = string.Create(CultureInfo.InvariantCulture, $"2020-01-0{i}");
            }

            if (kind is not null)
            {
                all["kind"] = kind;
            }

            return new { fields = all };
        });
        form.Add(JsonContent.Create(fields), "metadata");
        for (var i = 0; i < kinds.Length; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);
        await response.JsonAsync();
        return name;
    }

    private static List<string> Names(JsonElement answer) => [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("name"))];
}
