using System.Globalization;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

public sealed class SearchTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Search_Gallery_AnswersInTheDocumentedShape()
    {
        var gallery = await Client.NewGalleryAsync(3);

        var answer = await Client.GetJsonAsync($"/search?q=A+Red%20Bicycle&k=2&collection={gallery}");

        string[] members =
            ["query", "collection", "model", "version", "cache", "truncated", "unknownWords", "k", "offset", "next", "hits", "timings"];
        Assert.Equal(members, answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal("A Red Bicycle", answer.Text("query"));
        Assert.Equal(gallery, answer.Text("collection"));
        Assert.Equal("none", answer.Text("cache"));
        Assert.False(answer.GetProperty("truncated").GetBoolean());
        Assert.Equal(2, answer.GetProperty("k").GetInt32());
        Assert.Equal(0, answer.GetProperty("offset").GetInt32());

        var hit = answer.GetProperty("hits")[0];
        string[] ofHit = ["id", "score", "name", "names", "caption", "fields", "width", "height", "imageUrl", "thumbnailUrl", "thumbHash"];
        Assert.Equal(ofHit, hit.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^picture [0-2]$", hit.Text("caption"));
        Assert.Equal(hit.Text("name"), hit.GetProperty("names")[0].GetString());
        Assert.Empty(hit.GetProperty("fields").EnumerateObject());
        Assert.Equal((40, 30), (hit.GetProperty("width").GetInt32(), hit.GetProperty("height").GetInt32()));
        Assert.Equal($"/collections/{gallery}/images/{hit.Text("id")}", hit.Text("imageUrl"));
        Assert.Equal($"{hit.Text("imageUrl")}/thumbnail", hit.Text("thumbnailUrl"));
        Assert.True(Guid.TryParseExact(hit.Text("id"), "D", out _));
    }

    [Fact]
    public async Task Search_Hits_AreCosinesFromHighToLow()
    {
        var gallery = await Client.NewGalleryAsync(8);

        var answer = await Client.GetJsonAsync($"/search?q=something&collection={gallery}");

        var scores = answer.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("score").GetSingle()).ToList();
        Assert.Equal(8, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, -1, 1));
    }

    [Fact]
    public async Task Search_Offset_PassesOverTheFirst()
    {
        var gallery = await Client.NewGalleryAsync(6);
        var all = Ids(await Client.GetJsonAsync($"/search?q=a+page&collection={gallery}"));

        var page = Ids(await Client.GetJsonAsync($"/search?q=a+page&k=2&offset=3&collection={gallery}"));

        Assert.Equal(all[3..5], page);
    }

    [Fact]
    public async Task Search_MinScore_LeavesOutWhatIsBelow()
    {
        var gallery = await Client.NewGalleryAsync(6);
        var all = await Client.GetJsonAsync($"/search?q=a+bound&collection={gallery}");
        var third = all.GetProperty("hits")[2].GetProperty("score").GetDouble();

        var url = string.Create(CultureInfo.InvariantCulture, $"/search?q=a+bound&minScore={third:R}&collection={gallery}");
        var answer = await Client.GetJsonAsync(url);

        Assert.InRange(answer.GetProperty("hits").GetArrayLength(), 2, 3);
        Assert.Empty((await Client.GetJsonAsync($"/search?q=a+bound&minScore=1&collection={gallery}")).GetProperty("hits").EnumerateArray());
    }

    [Fact]
    public async Task Search_Post_AnswersAsGet()
    {
        var gallery = await Client.NewGalleryAsync(4);
        var asked = Ids(await Client.GetJsonAsync($"/search?q=both+ways&k=3&offset=1&collection={gallery}"));

        using var response =
            await Client.PostJsonAsync("/search", $$"""{"q":"both ways","k":3,"offset":1,"minScore":null,"collection":"{{gallery}}"}""");

        Assert.Equal(asked, Ids(await response.JsonAsync()));
    }

    [Fact]
    public async Task Search_SecondTime_IsAnsweredFromMemory()
    {
        var gallery = await Client.NewGalleryAsync(2);
        await Client.GetJsonAsync($"/search?q=twice&collection={gallery}");

        var again = await Client.GetJsonAsync($"/search?q=%20TWICE&collection={gallery}");

        Assert.Equal("memory", again.Text("cache"));
    }

    [Fact]
    public async Task Search_Timings_StandInBodyAndHeader()
    {
        var gallery = await Client.NewGalleryAsync(1);

        using var response = await Client.GetAsync($"/search?q=how+long&collection={gallery}", Token);

        var timings = (await response.JsonAsync()).GetProperty("timings");
        Assert.Equal(["total", "encode", "search"], timings.EnumerateObject().Select(member => member.Name));
        Assert.All(timings.EnumerateObject(), time => Assert.Equal(Math.Round(time.Value.GetDouble(), 2), time.Value.GetDouble()));
        var header = Assert.Single(response.Headers.GetValues("Server-Timing"));
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"total;dur={timings.GetProperty("total").GetDouble()}, encode;dur="), header,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_LongText_IsTruncatedAndSaysSo()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var text = string.Join('+', Enumerable.Repeat("bicycle", 120));

        var answer = await Client.GetJsonAsync($"/search?q={text}&collection={gallery}");

        Assert.True(answer.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Search_ThousandLettersOfAnyScript_FitInAUrl()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var text = Uri.EscapeDataString(string.Concat(Enumerable.Repeat("図", 1000)));

        var answer = await Client.GetJsonAsync($"/search?q={text}&collection={gallery}");

        Assert.Equal(1, answer.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Search_UnknownWords_AreNamed()
    {
        var gallery = await Client.NewGalleryAsync(1);

        var answer = await Client.GetJsonAsync($"/search?q=a+red+zyxwvut&collection={gallery}");

        Assert.Contains("zyxwvut", answer.GetProperty("unknownWords").EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public async Task Search_EmptyCollection_FindsNothing()
    {
        var name = await Client.NewCollectionAsync();

        var answer = await Client.GetJsonAsync($"/search?q=anything&collection={name}");

        Assert.Equal(JsonValueKind.Array, answer.GetProperty("hits").ValueKind);
        Assert.Equal(0, answer.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Search_Head_AnswersWithoutBody()
    {
        var gallery = await Client.NewGalleryAsync(1);

        using var response = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/search?q=head&collection={gallery}"), Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("id"))];
}
