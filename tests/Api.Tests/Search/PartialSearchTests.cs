using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Tests.Search;

/// <summary>
/// Searches that the store cannot end in time, on a server of its own: a filter with conditions on long names makes each image take microseconds.
/// How many conditions there must be depends on the machine, so a test looks for their number; time does not decide it.
/// </summary>
public sealed class PartialSearchTests(PartialSearchTests.Fixture fixture) : IClassFixture<PartialSearchTests.Fixture>
{
    private const int Images = (12 * 4096) + 100;

    /// <summary>So few images pass the filter that all are tried, whatever their scores are.</summary>
    private const int OneOf = 64;

    private const int MostConditions = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => fixture.Client;

    [Theory]
    [InlineData("/search")]
    [InlineData("/search/batch")]
    public async Task TimeIsOut_IfAPartIsAllowed_IsAnAnswerThatSaysWhatItIs(string url)
    {
        await fixture.FillAsync();

        var answer = await FindPartAsync(url, new JsonObject { ["partial"] = "allow" });

        var part = answer.GetProperty("partial");
        var searched = part.GetProperty("searched").GetInt64();
        Assert.InRange(searched, 4096, Images - 1);
        Assert.Equal(Images, part.GetProperty("total").GetInt64());
        Assert.Equal(1, part.GetProperty("completeDownTo").GetDouble());
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The time was out when {searched:N0} of {Images:N0} images had been searched: better ones may be missing. Search again for all."),
            part.Text("note"));
        var schemas = (await Client.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        Assert.Equal(Members(schemas.GetProperty("SearchAnswer").GetProperty("properties")).Last(), Members(answer).Last());
        Assert.Equal(Members(schemas.GetProperty("Partial").GetProperty("properties")), Members(part));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("next").ValueKind);
        Assert.Equal("none", answer.Text("cache"));
        var hits = answer.GetProperty("hits").EnumerateArray().ToList();
        Assert.InRange(hits.Count, searched / OneOf, (Images / OneOf) + 1);
        Assert.Equal(hits.Select(Score).OrderDescending(), hits.Select(Score));
    }

    [Fact]
    public async Task TimeIsOut_WithACutoffAndAnOrder_IsNotCutOffAndInOrder()
    {
        await fixture.FillAsync();

        var answer = await FindPartAsync(
            "/search", new JsonObject { ["partial"] = "allow", ["cutoff"] = "auto", ["sort"] = "name", ["within"] = 1000 });

        var cutoff = answer.GetProperty("cutoff");
        Assert.Equal((false, false), (cutoff.GetProperty("known").GetBoolean(), cutoff.GetProperty("nothing").GetBoolean()));
        Assert.Contains("only a part of", cutoff.Text("note"), StringComparison.Ordinal);
        var names = answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("name")).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("&partial=allow")]
    [InlineData("&partial=none")]
    [InlineData("")]
    public async Task Answer_InTime_HasNoPart(string parameter)
    {
        var gallery = await Client.NewGalleryAsync(3);
        JsonElement answer = default;

        // The deadline of this server is short, so a busy machine may need several tries.
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var response = await Client.GetAsync($"/search?q=shape&collection={gallery}{parameter}", Token);
                var isAnswer = response.StatusCode == HttpStatusCode.OK;
                answer = isAnswer ? await response.JsonAsync() : default;
                return isAnswer;
            },
            Token);

        Assert.Equal(3, answer.GetProperty("hits").GetArrayLength());
        Assert.False(answer.TryGetProperty("partial", out _));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("true")]
    [InlineData("Allow")]
    [InlineData("")]
    public async Task Partial_AnotherWord_Is400ThatSaysWhatToSend(string word)
    {
        const string Rule = "partial must be allow (the hits found so far when the time is out) or none (all or nothing), not";

        var problem = await Client.GetProblemAsync($"/search?q=a&partial={word}", 400, "InvalidRequest");
        using var posted = await Client.PostJsonAsync("/search", $$"""{"q":"a","partial":"{{word}}"}""");
        using var number = await Client.PostJsonAsync("/search", """{"q":"a","partial":true}""");

        Assert.StartsWith(Rule, problem.Text("detail"), StringComparison.Ordinal);
        Assert.StartsWith(Rule, (await posted.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
        Assert.Contains("partial must be a string", (await number.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static double Score(JsonElement hit) => hit.GetProperty("score").GetDouble();

    /// <summary>Searches with more conditions if the whole collection was searched in time, with fewer if nothing was.</summary>
    private async Task<JsonElement> FindPartAsync(string url, JsonObject options)
    {
        JsonElement? found = null;
        var (conditions, attempt) = (16.0, 0);
        await Eventually.IsTrueAsync(
            async () =>
            {
                var answer = await AskAsync(url, options, (int)conditions, attempt++);
                found = answer?.TryGetProperty("partial", out _) == true ? answer : null;
                conditions = answer is null ? Math.Max(1, conditions * .7) : Math.Min(MostConditions, (conditions * 1.5) + 1);
                return found is not null;
            },
            Token);
        return found!.Value;
    }

    /// <summary>The answer; null if there is none in time.</summary>
    private async Task<JsonElement?> AskAsync(string url, JsonObject options, int conditions, int attempt)
    {
        var search = (JsonObject)options.DeepClone();
        search["q"] = "a shape";
        search["k"] = 1000;
        search["collection"] = Fixture.Collection;
        JsonNode[] never = [.. Enumerable.Range(0, conditions).Select(i => new JsonObject
        {
            ["field"] = string.Create(CultureInfo.InvariantCulture, $"{new string('x', 900)}{attempt}.{i}"),
            ["exists"] = true,
        })];
        search["filter"] = new JsonObject { ["or"] = new JsonArray([.. never, new JsonObject { ["field"] = "good", ["eq"] = true }]) };
        var isBatch = url.EndsWith("batch", StringComparison.Ordinal);
        using var response = await Client.PostJsonAsync(
            url, (isBatch ? new JsonObject { ["searches"] = new JsonArray(search) } : search).ToJsonString());
        if (isBatch)
        {
            return (await response.JsonAsync()).TryGetProperty("answer", out var answer) ? answer : null;
        }

        var isLate = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests;
        return isLate ? null : await response.JsonAsync();
    }

    /// <summary>The store's deadline is that of the request, so the part is taken before both.</summary>
    public sealed class Fixture() : ServerFixture(["Search:Deadline=00:00:00.300", "Search:StoreDeadline=00:00:00.300"])
    {
        public const string Collection = "many";

        private bool _isFilled;

        /// <summary>Adds images directly to the store, all at once.</summary>
        public async Task FillAsync()
        {
            if (_isFilled)
            {
                return;
            }

            _isFilled = true;
            var store = Server.Services.GetRequiredService<IVectorStore>();
            (await Client.PutAsync($"/collections/{Collection}", content: null, Token)).EnsureSuccessStatusCode();
            var collection = (await store.FindAsync(Collection, Token))!;
            var random = new Random(1);
            await store.UpsertAsync(collection.Id, [.. Enumerable.Range(0, Images).Select(i => Point(i, collection.Dimension, random))], Token);
        }

        private static Point Point(int number, int dimension, Random random)
        {
            var vector = new float[dimension];
            for (var i = 0; i < dimension; i++)
            {
                vector[i] = random.NextSingle() - .5f;
            }

            var length = MathF.Sqrt(vector.Sum(value => value * value));
            var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal) { ["good"] = new FieldValue.Truth(number % OneOf == 0) };
            var payload = new Payload([$"{number % 1000}.png"], null, fields, 10, 10, "image/png", 10);
            return new Point(new Guid(number, 1, 0, new byte[8]), vector.Select(value => value / length).ToArray(), payload);
        }
    }
}
