using System.Net;
using System.Text;
using System.Text.Json;
using Txt2Image.Api.Search.Batching;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search.Batching;

public sealed class BatchTests(SharedServer shared)
{
    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("asked")]
    [InlineData("ready")]
    [InlineData(null)]
    public async Task Batch_OfSearches_AnswersEachAsASearchAlone(string? order)
    {
        var name = await Client.NewGalleryAsync(6);
        string[] searches =
        [
            .. Enumerable.Range(0, 20).Select(i => $$"""{"q":"shape {{i}}","k":{{1 + (i % 5)}},"collection":"{{name}}"}"""),
            $$"""{"terms":[{"text":"a","weight":2},{"text":"b","weight":-1}],"limit":3,"offset":1,"collection":"{{name}}"}""",
            $$"""{"q":"shape","minScore":-1,"filter":"width>=40","collection":"{{name}}"}""",
        ];

        var lines = await AnswerAsync(searches, order);

        var indexes = lines.Select(line => line.GetProperty("index").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(0, searches.Length), order == "asked" ? indexes : indexes.Order());
        foreach (var line in lines)
        {
            using var alone = await Client.PostJsonAsync("/search", searches[line.GetProperty("index").GetInt32()]);
            Assert.Equal(Hits(await alone.JsonAsync()), Hits(line.GetProperty("answer")));
            Assert.Equal(["index", "answer"], line.EnumerateObject().Select(member => member.Name));
        }
    }

    [Fact]
    public async Task Batch_WithWrongSearches_AnswersTheOthers()
    {
        var name = await Client.NewGalleryAsync(2);
        var lines = await AnswerAsync(
        [
            $$"""{"q":"shape","collection":"{{name}}"}""", """{"q":"shape","kk":3}""", """{"q":"shape","collection":"never-made"}""", "[]", "{}",
            $$"""{"q":"{{new string('a', 1001)}}","collection":"{{name}}"}""", $$"""{"terms":[{"image":"AAAA"}],"collection":"{{name}}"}""",
            $$"""{"q":"round","collection":"{{name}}"}""",
        ], "asked");

        string[] codes =
        [
            .. lines.Select(line => line.TryGetProperty("problem", out var problem) ? problem.Text("code") : "answered"),
        ];
        Assert.Equal(["answered", "NotFound", "UnsupportedMediaType", "answered"], codes.Where(code => code != "InvalidRequest"));
        Assert.All([1, 3, 4, 5], index => Assert.Equal("InvalidRequest", codes[index]));
        var detail = lines[1].GetProperty("problem").Text("detail");
        Assert.Contains("Unknown member 'kk'", detail, StringComparison.Ordinal);
        Assert.Contains("searches[3]", lines[3].GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        Assert.Equal(400, lines[1].GetProperty("problem").GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("""{}""", "searches is required")]
    [InlineData("""{"searches":"a"}""", "searches is required")]
    [InlineData("""{"searches":[]}""", "1 to 256 entries, not 0")]
    [InlineData("""{"searches":[{"q":"a"}],"order":"best"}""", "order must be ready or asked")]
    [InlineData("""{"searches":[{"q":"a"}],"k":3}""", "Unknown member 'k'")]
    [InlineData("""[{"q":"a"}]""", "The body must be a JSON object")]
    [InlineData("""{"searches":[{"q":"a"}""", "not valid JSON")]
    public async Task Batch_ThatIsNone_Is400(string body, string detail)
    {
        using var response = await Client.PostJsonAsync("/search/batch", body);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OfTooMany_Is400AndTheMostAreAnswered()
    {
        var name = await Client.NewGalleryAsync(1);
        string[] searches = [.. Enumerable.Repeat($$"""{"q":"shape","collection":"{{name}}"}""", BatchLimits.MaxSearches)];

        using var many = await Client.PostJsonAsync("/search/batch", Body([.. searches, searches[0]], null));
        var lines = await AnswerAsync(searches, null);

        Assert.Contains("not 257", (await many.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(BatchLimits.MaxSearches, lines.Count(line => line.TryGetProperty("answer", out _)));
    }

    [Fact]
    public async Task Batch_OfOtherContent_IsRefusedByKind()
    {
        using var text = await Client.PostAsync("/search/batch", new StringContent("a"), TestContext.Current.CancellationToken);
        using var get = await Client.GetAsync("/search/batch", TestContext.Current.CancellationToken);

        await text.ProblemAsync(415, "UnsupportedMediaType");
        await get.ProblemAsync(405, "MethodNotAllowed");
    }

    private static string Body(IEnumerable<string> searches, string? order) =>
        $$"""{"searches":[{{string.Join(',', searches)}}]{{(order is null ? "" : $",\"order\":\"{order}\"")}}}""";

    private static IEnumerable<string> Hits(JsonElement answer) =>
        [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.GetRawText())];

    private async Task<List<JsonElement>> AnswerAsync(string[] searches, string? order)
    {
        using var response = await Client.PostAsync(
            "/search/batch", new StringContent(Body(searches, order), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        List<JsonElement> lines = [.. text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(searches.Length, lines.Count);
        return lines;
    }
}
