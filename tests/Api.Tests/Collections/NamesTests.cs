using System.Net;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Collections;

public sealed class NamesTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Remove_OneOfTwoNames_KeepsTheImage()
    {
        var name = await Client.NewGalleryAsync(2);
        (await Client.UploadAsync(name, ("again/0.png", Png.Of(0)))).Dispose();

        var answer = await RemoveAsync(name, (0, "0.png"), (0, "never.png"), (0, "1.png"));

        Assert.Equal((1, 0), Counts(answer));
        Assert.Equal(
            [(ImageId.Of(Png.Of(0)), "never.png"), (ImageId.Of(Png.Of(0)), "1.png")],
            answer.GetProperty("unknown").EnumerateArray().Select(unknown => (unknown.GetProperty("id").GetGuid(), unknown.Text("name"))));
        Assert.Equal(["again/0.png"], (await NamesAsync(name))[ImageId.Of(Png.Of(0))]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(name, 0));
    }

    [Fact]
    public async Task Remove_TheLastName_DeletesTheImageWithItsBytesAndRenewsTheVersion()
    {
        var name = await Client.NewGalleryAsync(2);
        var before = (await Client.GetJsonAsync($"/collections/{name}")).Text("version");

        var answer = await RemoveAsync(name, (0, "0.png"));

        Assert.Equal((1, 1), Counts(answer));
        Assert.Equal([ImageId.Of(Png.Of(1))], (await NamesAsync(name)).Keys);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(name, 0));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(name, 1));
        Assert.NotEqual(before, answer.Text("version"));
        Assert.Equal(answer.Text("version"), (await Client.GetJsonAsync($"/collections/{name}")).Text("version"));
    }

    [Fact]
    public async Task Remove_Again_ChangesNothing()
    {
        var name = await Client.NewGalleryAsync(2);
        await RemoveAsync(name, (0, "0.png"));

        var again = await RemoveAsync(name, (0, "0.png"));

        Assert.Equal((0, 0), Counts(again));
        Assert.Equal(1, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Remove_ThenUploadAgain_BringsTheImageBack()
    {
        var name = await Client.NewGalleryAsync(1);
        await RemoveAsync(name, (0, "0.png"));

        using var upload = await Client.UploadAsync(name, ("0.png", Png.Of(0)));

        Assert.Equal("added", (await upload.JsonAsync()).GetProperty("images")[0].Text("status"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(name, 0));
    }

    [Fact]
    public async Task Remove_NameThatTwoImagesHave_LeavesTheOther()
    {
        var name = await Client.NewGalleryAsync(1);
        (await Client.UploadAsync(name, ("0.png", Png.Of(7)))).Dispose();

        var answer = await RemoveAsync(name, (7, "0.png"));

        Assert.Equal((1, 1), Counts(answer));
        Assert.Equal(["0.png"], (await NamesAsync(name))[ImageId.Of(Png.Of(0))]);
    }

    [Theory]
    [InlineData("{}", "names is required: an array")]
    [InlineData("""{"names":[]}""", "1 to 1000")]
    [InlineData("""{"names":[5]}""", "An entry of names must be a JSON object with id, name")]
    [InlineData("""{"names":["0.png"]}""", """so an entry of names must be { "id": "…", "name": "0.png" }""")]
    [InlineData("""{"names":[{"name":"a"}]}""", "must have an id and a name")]
    [InlineData("""{"names":[{"id":"a","name":"a"}]}""", "id must be an image's id")]
    [InlineData("""{"names":["\ud800"]}""", "surrogate")]
    [InlineData("""{"name":["a"]}""", "did you mean 'names'?")]
    public async Task Remove_Invalid_Is400(string json, string detail)
    {
        using var response = await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/names/remove", json);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_TooManyOrOfAnUnknownCollection_IsRefused()
    {
        var many = JsonSerializer.Serialize(new { names = Enumerable.Range(0, 1001).Select(i => new { id = Guid.Empty, name = $"{i}" }) });

        using var tooMany = await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/names/remove", many);
        using var unknown = await Client.PostJsonAsync(
            "/collections/never-made/names/remove", """{"names":[{"id":"7ed25b66-77c7-8ae1-4e9f-e1247d92e771","name":"a"}]}""");

        await tooMany.ProblemAsync(400, "InvalidRequest");
        await unknown.ProblemAsync(404, "NotFound");
    }

    private async Task<JsonElement> RemoveAsync(string collection, params (int Picture, string Name)[] names)
    {
        var pairs = names.Select(one => new { id = ImageId.Of(Png.Of(one.Picture)), name = one.Name });
        using var response = await Client.PostJsonAsync($"/collections/{collection}/names/remove", JsonSerializer.Serialize(new { names = pairs }));
        return await response.JsonAsync();
    }

    private async Task<Dictionary<Guid, string?[]>> NamesAsync(string collection) =>
        (await Client.GetJsonAsync($"/collections/{collection}/images")).GetProperty("images").EnumerateArray()
        .ToDictionary(
            image => image.GetProperty("id").GetGuid(), image =>
                image.GetProperty("names").EnumerateArray().Select(name => name.GetString()).ToArray());

    private async Task<HttpStatusCode> StatusAsync(string collection, int picture)
    {
        using var response = await Client.GetAsync($"/collections/{collection}/images/{ImageId.Of(Png.Of(picture)):D}", Token);
        return response.StatusCode;
    }

    private static (int Removed, int Deleted) Counts(JsonElement answer) =>
        (answer.GetProperty("removed").GetInt32(), answer.GetProperty("deletedImages").GetInt32());
}
