using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Collections;

public sealed class CollectionTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Put_New_Is201WithItsLocation()
    {
        var name = $"n{Guid.NewGuid():N}";

        using var response = await Client.PutAsync($"/collections/{name}", content: null, Token);

        var made = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal($"/collections/{name}", response.Headers.Location?.OriginalString);
        string[] members = ["name", "model", "fingerprint", "dimension", "images", "bytes", "aliases", "version", "created", "changed"];
        Assert.Equal(members, made.EnumerateObject().Select(member => member.Name));
        Assert.Equal(name, made.Text("name"));
        Assert.Equal(0, made.GetProperty("images").GetInt32());
        Assert.True(made.GetProperty("dimension").GetInt32() > 0);
        Assert.Equal(TimeSpan.Zero, made.GetProperty("created").GetDateTimeOffset().Offset);
        Assert.Equal(made.Text("created"), made.Text("changed"));
        Assert.Equal(0, made.GetProperty("bytes").GetInt64());
        Assert.Equal(0, made.GetProperty("aliases").GetArrayLength());
    }

    [Fact]
    public async Task Put_Same_Is200AndChangesNothing()
    {
        var name = await Client.NewCollectionAsync();
        var before = await Client.GetJsonAsync($"/collections/{name}");

        using var response = await Client.PutAsync($"/collections/{name}", JsonOf($$"""{"model":"{{before.Text("model")}}"}"""), Token);

        Assert.Equal(before.GetRawText(), (await response.JsonAsync()).GetRawText());
    }

    [Fact]
    public async Task Put_SameNameWithAnotherModel_Is409()
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.PutAsync($"/collections/{name}", JsonOf("""{"model":"another"}"""), Token);

        await response.ProblemAsync(409, "Conflict");
    }

    [Theory]
    [InlineData("""{"modell":"demo"}""", "did you mean 'model'?")]
    [InlineData("""{"model":5}""", "model must be a string")]
    [InlineData("""{"model":"another"}""", "model")]
    public async Task Put_Invalid_Is400(string json, string detail)
    {
        using var response = await Client.PutAsync($"/collections/n{Guid.NewGuid():N}", JsonOf(json), Token);

        var problem = await response.ProblemAsync(400, "InvalidRequest");
        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cats")]
    [InlineData("-cats")]
    [InlineData("c%20ats")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg")]
    public async Task Put_BadName_Is400(string name)
    {
        using var response = await Client.PutAsync($"/collections/{name}", content: null, Token);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task List_Collections_AreByName()
    {
        var name = await Client.NewCollectionAsync();

        var all = (await Client.GetJsonAsync("/collections")).GetProperty("collections").EnumerateArray().Select(one => one.Text("name")).ToList();

        Assert.Contains(name, all);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public async Task Get_AfterAnUpload_CountsItsImagesUnderANewVersion()
    {
        var name = await Client.NewCollectionAsync();
        var before = await Client.GetJsonAsync($"/collections/{name}");
        (await Client.UploadAsync(name, ("a.png", Png.Of(1)), ("b.png", Png.Of(2)))).Dispose();

        var after = await Client.GetJsonAsync($"/collections/{name}");

        Assert.Equal(2, after.GetProperty("images").GetInt32());
        Assert.Equal(Png.Of(1).Length + Png.Of(2).Length, after.GetProperty("bytes").GetInt64());
        Assert.True(after.GetProperty("changed").GetDateTimeOffset() > before.GetProperty("created").GetDateTimeOffset());
        Assert.NotEqual(before.Text("version"), after.Text("version"));
    }

    [Fact]
    public async Task History_AfterUploads_HasTheNumberInTheirVersions()
    {
        var name = await Client.NewGalleryAsync(1);
        var answer = await (await Client.UploadAsync(name, ("a.png", Png.Of(7)))).Content.ReadFromJsonAsync<JsonElement>(Token);
        var version = answer.Text("version")!.Split('-');

        var history = await Client.GetJsonAsync($"/collections/{name}/history");

        Assert.Equal(answer.Text("version"), history.Text("version"));
        var last = history.GetProperty("epochs").EnumerateArray().Last();
        Assert.Equal((version[0], long.Parse(version[1], CultureInfo.InvariantCulture)), (last.Text("epoch"), last.GetProperty("last").GetInt64()));
    }

    [Fact]
    public async Task History_Unknown_Is404() => await Client.GetProblemAsync("/collections/never-made/history", 404, "NotFound");

    [Fact]
    public async Task Get_Unknown_Is404() => await Client.GetProblemAsync("/collections/never-made", 404, "NotFound");

    [Fact]
    public async Task Delete_Collection_Is204ThenGone()
    {
        var name = await Client.NewGalleryAsync(2);

        using var response = await Client.DeleteAsync($"/collections/{name}", Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await Client.GetProblemAsync($"/collections/{name}", 404, "NotFound");
        await Client.GetProblemAsync($"/search?q=a&collection={name}", 404, "NotFound");
        using var again = await Client.DeleteAsync($"/collections/{name}", Token);
        await again.ProblemAsync(404, "NotFound");
    }

    private static StringContent JsonOf(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
