using System.Net;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Collections;

public sealed class AliasTests(SharedServer shared)
{
    private readonly string _alias = $"a{Guid.NewGuid():N}"[..20];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Put_Alias_IsTakenWhereverANameIs()
    {
        var name = await Client.NewGalleryAsync(2);

        using var set = await SetAsync(name);

        Assert.Equal([_alias], Aliases(await set.JsonAsync()));
        Assert.Equal(name, (await Client.GetJsonAsync($"/collections/{_alias}")).Text("name"));
        Assert.Equal(2, (await Client.GetJsonAsync($"/search?q=a&collection={_alias}")).GetProperty("hits").GetArrayLength());
        Assert.Equal(2, (await Client.GetJsonAsync($"/collections/{_alias}/images")).GetProperty("images").GetArrayLength());
        using var upload = await Client.UploadAsync(_alias, ("more.png", Png.Of(9)));
        Assert.Equal("added", (await upload.JsonAsync()).GetProperty("images")[0].Text("status"));
        Assert.Equal(3, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Put_AliasOfAnother_MovesIt()
    {
        var (old, made) = (await Client.NewGalleryAsync(1), await Client.NewGalleryAsync(2));
        (await SetAsync(old)).Dispose();
        Assert.Equal(old, (await Client.GetJsonAsync($"/collections/{_alias}")).Text("name"));

        (await SetAsync(made)).Dispose();

        Assert.Equal(made, (await Client.GetJsonAsync($"/collections/{_alias}")).Text("name"));
        Assert.Empty(Aliases(await Client.GetJsonAsync($"/collections/{old}")));
        using var dropped = await Client.DeleteAsync($"/collections/{old}", Token);
        Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        Assert.Equal(made, (await Client.GetJsonAsync($"/collections/{_alias}")).Text("name"));
    }

    [Fact]
    public async Task Delete_Alias_LeavesTheCollection()
    {
        var (name, other) = (await Client.NewGalleryAsync(1), await Client.NewCollectionAsync());
        (await SetAsync(name)).Dispose();

        using var wrong = await Client.DeleteAsync($"/collections/{other}/aliases/{_alias}", Token);
        using var right = await Client.DeleteAsync($"/collections/{name}/aliases/{_alias}", Token);
        using var again = await Client.DeleteAsync($"/collections/{name}/aliases/{_alias}", Token);

        await wrong.ProblemAsync(404, "NotFound");
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        await again.ProblemAsync(404, "NotFound");
        await Client.GetProblemAsync($"/collections/{_alias}", 404, "NotFound");
        Assert.Equal(1, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Name_AndAlias_AreNeverTheSame()
    {
        var (name, other) = (await Client.NewCollectionAsync(), await Client.NewCollectionAsync());
        (await SetAsync(name)).Dispose();

        using var aliasOfAName = await Client.PutAsync($"/collections/{name}/aliases/{other}", content: null, Token);
        using var nameOfAnAlias = await Client.PutAsync($"/collections/{_alias}", content: null, Token);
        using var byAlias = await Client.DeleteAsync($"/collections/{_alias}", Token);

        await aliasOfAName.ProblemAsync(409, "Conflict");
        await nameOfAnAlias.ProblemAsync(409, "Conflict");
        Assert.Contains(name, (await byAlias.ProblemAsync(409, "Conflict")).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(name, (await Client.GetJsonAsync($"/collections/{name}")).Text("name"));
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("a%20b")]
    public async Task Put_BadAlias_Is400(string alias)
    {
        using var response = await Client.PutAsync($"/collections/{await Client.NewCollectionAsync()}/aliases/{alias}", content: null, Token);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task Put_UnknownCollection_Is404()
    {
        using var response = await SetAsync("never-made");

        await response.ProblemAsync(404, "NotFound");
    }

    private Task<HttpResponseMessage> SetAsync(string collection) =>
        Client.PutAsync($"/collections/{collection}/aliases/{_alias}", content: null, Token);

    private static IEnumerable<string?> Aliases(JsonElement collection) =>
        collection.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString());
}
