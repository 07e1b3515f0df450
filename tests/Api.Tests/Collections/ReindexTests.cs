using System.Net;
using System.Text.Json;
using Grpc.Core;
using Txt2Image.Api.Tests.Reference;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;
using Txt2Image.Qdrant.StandIn;

namespace Txt2Image.Api.Tests.Collections;

/// <summary>Two models, which differ in the sentence that they put a query in.</summary>
public sealed class ReindexTests(TwoModels shared) : IClassFixture<TwoModels>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reindex_WhileSearched_NoSearchFailsAndTheModelIsTheOther(bool dropOld)
    {
        var name = await Client.NewGalleryAsync(12);
        var model = await OtherAsync(Client);
        var ids = await IdsAsync(name);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var searching = Task.Run(
            async () =>
            {
                var searches = 0;
                for (; !enough.IsCancellationRequested; searches++)
                {
                    // No two are equal, so that none is answered from a cache.
                    var answer = await Client.GetJsonAsync($"/search?q=picture+{searches}&k=20&collection={name}");
                    Assert.Equal(12, answer.GetProperty("hits").GetArrayLength());
                }

                return searches;
            },
            Token);

        var body = $$"""{"model":"{{model}}","dropOld":{{(dropOld ? "true" : "false")}}}""";
        var ready = await ContinueAsync(Client, name, body);
        var finished = await PostAsync(Client, $"/collections/{name}/reindex/finish", body);
        await Client.GetJsonAsync($"/search?q=afterwards&collection={name}");
        await enough.CancelAsync();

        Assert.True(await searching > 0);
        Assert.Equal(("ready", $"{name}-reindex"), (ready.Text("state"), ready.Text("shadow")[..^9]));
        Assert.Equal(
            ("finished", 12, JsonValueKind.Null),
            (finished.Text("state"), finished.GetProperty("embedded").GetInt32(), finished.GetProperty("shadow").ValueKind));
        Assert.Equal(model, (await Client.GetJsonAsync($"/collections/{name}")).Text("fingerprint"));
        Assert.Equal(ids, await IdsAsync(name));
        Assert.Equal(dropOld ? null : $"{name}-old", finished.GetProperty("keptAs").GetString());
        using var old = await Client.GetAsync($"/collections/{name}-old", Token);
        Assert.Equal(dropOld ? HttpStatusCode.NotFound : HttpStatusCode.OK, old.StatusCode);
        using var picture = await Client.GetAsync($"/collections/{name}/images/{ImageId.Of(Png.Of(3))}", Token);
        Assert.Equal(Png.Of(3), await picture.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Reindex_OriginalsAreNotKept_AnswersANote()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.AddImage("1.png", Png.Of(1));
        using var upload = await Client.PostAsync($"/collections/{name}/images?originals=none", form, Token);
        Assert.True(upload.IsSuccessStatusCode);

        var ready = await ContinueAsync(Client, name, $$"""{"model":"{{await OtherAsync(Client)}}"}""");

        Assert.Equal(1, ready.GetProperty("fromPreviews").GetInt32());
        Assert.Contains("embedded from their previews", ready.Text("note"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"ViT-H"}""", 400, "InvalidRequest", "'ViT-H'")]
    [InlineData("{}", 409, "Conflict", "already has the model demo")]
    [InlineData("""{"keep":"x"}""", 400, "InvalidRequest", "Unknown member 'keep'")]
    [InlineData("""{"dropOld":"yes"}""", 400, "InvalidRequest", "dropOld must be true or false")]
    public async Task Reindex_CannotBe_IsRefused(string json, int status, string code, string detail)
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.PostJsonAsync($"/collections/{name}/reindex", json);

        Assert.Contains(detail, (await response.ProblemAsync(status, code)).Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reindex")]
    [InlineData("reindex/finish")]
    public async Task Reindex_UnknownCollection_Is404(string step)
    {
        using var response = await Client.PostJsonAsync($"/collections/never-made/{step}", "{}");

        await response.ProblemAsync(404, "NotFound");
    }

    [Fact]
    public async Task Finish_QdrantFailsAfterTheNameHasMoved_IsEndedByTheNext()
    {
        await using var qdrant = await StandInServer.StartAsync(new StandInOptions());
        await using var server = await TestServer.StartAsync(
            [.. TwoModels.Settings, "Vectors:Kind=Qdrant", $"Vectors:Qdrant:Url={qdrant.Url}", "Vectors:Qdrant:ReadTimeout=00:00:30"]);
        var name = await server.Client.NewGalleryAsync(3);
        var body = $$"""{"model":"{{await OtherAsync(server.Client)}}"}""";
        await ContinueAsync(server.Client, name, body);
        qdrant.Faults.Fail("Points/SetPayload", StatusCode.Unavailable, times: 100, afterwards: true);
        using var failed = await server.Client.PostJsonAsync($"/collections/{name}/reindex/finish", body);
        qdrant.Faults.Clear();

        var finished = await PostAsync(server.Client, $"/collections/{name}/reindex/finish", body);

        await failed.ProblemAsync(503, "Unavailable");
        Assert.Equal(("finished", $"{name}-old"), (finished.Text("state"), finished.Text("keptAs")));
        var collections = (await server.Client.GetJsonAsync("/collections")).GetProperty("collections").EnumerateArray();
        Assert.Equal([(name, 3), ($"{name}-old", 3)], collections.Select(one => (one.Text("name"), one.GetProperty("images").GetInt32())));
    }

    private static async Task<string> OtherAsync(HttpClient client) =>
        (await client.GetJsonAsync("/status")).GetProperty("models")[1].Text("fingerprint");

    private static async Task<JsonElement> ContinueAsync(HttpClient client, string collection, string body)
    {
        while (true)
        {
            var answer = await PostAsync(client, $"/collections/{collection}/reindex", body);
            if (answer.Text("state") != "running")
            {
                return answer;
            }
        }
    }

    /// <summary>Posts, and compares the answer with the reference.</summary>
    private static async Task<JsonElement> PostAsync(HttpClient client, string url, string body)
    {
        using var response = await client.PostJsonAsync(url, body);
        var json = await response.JsonAsync();
        var contract = await ApiContract.ReadAsync(client);
        var bytes = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Empty(contract.Faults(HttpMethod.Post, new Uri(client.BaseAddress!, url), 200, response.Content.Headers.ContentType, bytes));
        return json;
    }

    private async Task<IEnumerable<string>> IdsAsync(string collection) =>
        (await Client.GetJsonAsync($"/collections/{collection}/images")).GetProperty("images").EnumerateArray().Select(image => image.Text("id"));
}

/// <summary>A server that runs two models.</summary>
public sealed class TwoModels() : ServerFixture(Settings)
{
    internal static string[] Settings { get; } = ["Models:0=models/demo", "Models:1=models/demo?template=a photo of {}"];
}
