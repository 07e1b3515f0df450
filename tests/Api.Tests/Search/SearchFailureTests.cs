using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

public sealed class SearchFailureTests(SharedServer shared)
{
    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("", "q is required")]
    [InlineData("q=", "q is required")]
    [InlineData("q=%20%09", "q is required")]
    [InlineData("q=a&k=0", "k must be a whole number from 1 to 1000, not '0'")]
    [InlineData("q=a&k=1001", "k must be a whole number from 1 to 1000")]
    [InlineData("q=a&k=five", "k must be a whole number from 1 to 1000, not 'five'")]
    [InlineData("q=a&k=2.5", "k must be a whole number")]
    [InlineData("q=a&k=", "k must be a whole number")]
    [InlineData("q=a&k=99999999999", "k must be a whole number")]
    [InlineData("q=a&offset=-1", "offset must be a whole number from 0 to 999")]
    [InlineData("q=a&k=10&offset=991", "k + offset must be at most 1000, not 10 + 991")]
    [InlineData("q=a&minScore=1.01", "minScore must be a number from -1 to 1")]
    [InlineData("q=a&minScore=NaN", "minScore must be a number from -1 to 1")]
    [InlineData("q=a&q=b", "'q' occurs more than once")]
    [InlineData("q=a&colection=demo", "did you mean 'collection'?")]
    [InlineData("q=a&size=3", "did you mean 'k'?")]
    [InlineData("query=a", "did you mean 'q'?")]
    [InlineData("q=a&min_score=0", "did you mean 'minScore'?")]
    [InlineData("q=a&foo=1", "Known: q, like, examples, k, limit, top, offset, cursor, minScore, cutoff, maxChance, collection, filter, sort, ")]
    public async Task Get_Invalid_Is400ThatSaysWhatToDo(string query, string detail)
    {
        var problem = await Client.GetProblemAsync($"/search?{query}", 400, "InvalidRequest");

        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""", "facets, within, ef, exact, partial, terms, embedding, not an array.")]
    [InlineData("""{"q":"a","size":5}""", "did you mean 'k'?")]
    [InlineData("""{"Q":"a"}""", "Unknown member 'Q': did you mean 'q'?")]
    [InlineData("""{"q":5}""", "q must be a string, not a number")]
    [InlineData("""{"q":"a","k":"5"}""", "k must be a whole number from 1 to 1000, not a string")]
    [InlineData("""{"q":"a","k":1.5}""", "not 1.5")]
    [InlineData("""{"q":"a","minScore":true}""", "minScore must be a number from -1 to 1, not a boolean")]
    [InlineData("""{"q":"a","q":"b"}""", "has a member twice")]
    [InlineData("""{"q":"a" """, "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("""{"q":"\ud800"}""", "surrogate")]
    [InlineData("""{"k":5}""", "q is required")]
    public async Task Post_Invalid_Is400ThatSaysWhatToDo(string json, string detail)
    {
        using var response = await Client.PostJsonAsync("/search", json);

        var problem = await response.ProblemAsync(400, "InvalidRequest");
        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NoJson_Is415()
    {
        using var response = await Client.PostAsync("/search", new StringContent("q=a"), TestContext.Current.CancellationToken);

        await response.ProblemAsync(415, "UnsupportedMediaType");
    }

    [Fact]
    public async Task Post_HugeBody_Is413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/search")
        {
            Content = new ByteArrayContent(new byte[(64 << 20) + 1]),
        };
        request.Content.Headers.ContentType = new("application/json");

        // A client that sends the whole body without waiting may find the connection closed before it reads the answer.
        request.Headers.ExpectContinue = true;
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(413, "TooLarge");
    }

    [Fact]
    public async Task Text_TooLong_Is400ThatNamesTheLimit()
    {
        var name = await Client.NewCollectionAsync();

        var problem = await Client.GetProblemAsync($"/search?q={new string('a', 1001)}&collection={name}", 400, "InvalidRequest");

        Assert.Contains("1,000", problem.Text("detail").Replace("1000", "1,000", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_Unknown_Is404ThatNamesTheNearest()
    {
        var name = await Client.NewCollectionAsync();

        var problem = await Client.GetProblemAsync($"/search?q=a&collection={name[..^1]}", 404, "NotFound");

        Assert.Contains($"Did you mean '{name}'?", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%00")]
    [InlineData("'%20or%201=1--")]
    public async Task Collection_HostileName_Is404(string name) => await Client.GetProblemAsync($"/search?q=a&collection={name}", 404, "NotFound");
}
