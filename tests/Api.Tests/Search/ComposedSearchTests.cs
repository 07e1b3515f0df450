using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Models;

namespace Txt2Image.Api.Tests.Search;

public sealed class ComposedSearchTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task WeightedTerms_ByGetAndPost_AreOneQuery()
    {
        var gallery = await Client.NewGalleryAsync(6);
        var asked = await Client.GetJsonAsync($"/search?q=2+*+red+bicycle+-+%22at+-+night%22&collection={gallery}");

        var posted = await PostAsync($$"""{"q":"- \"at - night\" + 2 * Red  Bicycle","collection":"{{gallery}}"}""");
        var terms = await PostAsync(
            $$"""{"terms":[{"text":"at - night","weight":-1},{"text":"red bicycle"},{"text":"red bicycle"}],"collection":"{{gallery}}"}""");

        Assert.Equal("2 * red bicycle - \"at - night\"", asked.Text("query"));
        Assert.Equal("none", asked.Text("cache"));
        Assert.Equal(("memory", "memory"), (posted.Text("cache"), terms.Text("cache")));
        Assert.Equal(Ids(asked), Ids(posted));
        Assert.Equal(JsonValueKind.Null, terms.GetProperty("query").ValueKind);
    }

    [Fact]
    public async Task OneTerm_OfAnyForm_IsThePlainTextInTheCache()
    {
        var gallery = await Client.NewGalleryAsync(2);
        await Client.GetJsonAsync($"/search?q=a+boat&collection={gallery}");

        var weighted = await Client.GetJsonAsync($"/search?q=3+*+a+boat&collection={gallery}");
        var term = await PostAsync($$"""{"terms":[{"text":"a boat","weight":0.5}],"collection":"{{gallery}}"}""");

        Assert.Equal(("memory", "memory"), (weighted.Text("cache"), term.Text("cache")));
    }

    [Fact]
    public async Task NegativeTerm_OfAText_TurnsItsScoresAround()
    {
        var gallery = await Client.NewGalleryAsync(5);
        var plain = await Client.GetJsonAsync($"/search?q=a+lamp&collection={gallery}");

        var negative = await Client.GetJsonAsync($"/search?q=-+a+lamp&collection={gallery}");

        Assert.Equal(Ids(plain), Enumerable.Reverse(Ids(negative)));
        Assert.Equal(-Score(plain, 0), Score(negative, 4), 1e-6);
    }

    [Fact]
    public async Task UnknownWords_OfEveryTerm_AreNamed()
    {
        var gallery = await Client.NewGalleryAsync(1);

        var answer = await Client.GetJsonAsync($"/search?q=a+zyxwv+-+2+*+qqzzq+%2B+zyxwv+tree&collection={gallery}");

        Assert.Equal(["qqzzq", "zyxwv"], answer.GetProperty("unknownWords").EnumerateArray().Select(word => word.GetString()!).Order());
    }

    [Fact]
    public async Task Examples_AreLeftOut_UnlessTheyAreWanted()
    {
        var gallery = await Client.NewGalleryAsync(6);
        var ids = Ids(await Client.GetJsonAsync($"/search?q=anything&collection={gallery}"));

        var one = await Client.GetJsonAsync($"/search?like={ids[2]}&collection={gallery}");
        var two = await Client.GetJsonAsync($"/search?like={ids[2]}&like={ids[4]}&k=3&collection={gallery}");
        var wanted = await Client.GetJsonAsync($"/search?like={ids[2]}&examples=true&collection={gallery}");
        var posted = await PostAsync($$"""{"like":["{{ids[2]}}"],"collection":"{{gallery}}"}""");

        Assert.Equal(ids.Where(id => id != ids[2]).Order(), Ids(one).Order());
        Assert.Equal(3, Ids(two).Count);
        Assert.Empty(Ids(two).Intersect([ids[2], ids[4]]));
        Assert.Equal([ids[2], .. Ids(one)], Ids(wanted));
        Assert.Equal(1, Score(wanted, 0), 1e-5);
        Assert.Equal("memory", posted.Text("cache"));
        Assert.Equal(JsonValueKind.Null, one.GetProperty("query").ValueKind);
    }

    [Fact]
    public async Task Example_OfAnotherCollection_FindsItsOwnImageHere()
    {
        var (gallery, other) = (await Client.NewGalleryAsync(4), await Client.NewGalleryAsync(6));
        var ids = Ids(await Client.GetJsonAsync($"/search?q=anything&collection={other}"));
        var here = Ids(await Client.GetJsonAsync($"/search?q=anything&collection={gallery}"));

        var answer = await Client.GetJsonAsync($"/search?like={other}/{here[1]}&examples=true&collection={gallery}");
        var missing = await Client.GetProblemAsync($"/search?like={ids.Except(here).First()}&collection={gallery}", 404, "NotFound");
        await Client.GetProblemAsync($"/search?like=nowhere/{here[1]}&collection={gallery}", 404, "NotFound");

        Assert.Equal(here[1], Ids(answer)[0]);
        Assert.Contains("has no image", missing.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_OfAnotherModel_IsRejectedByName()
    {
        await using var server = await TestServer.StartAsync(["Models:0=models/demo", "Models:1=models/demo?template=a picture of {}"]);
        var gallery = await server.Client.NewGalleryAsync(2);
        var fingerprint = server.Services.GetRequiredService<ServedModels>().All[1].Fingerprint;
        var body = new StringContent($$"""{"model":"{{fingerprint}}"}""", new MediaTypeHeaderValue("application/json"));
        (await server.Client.PutAsync("/collections/other", body, Token)).EnsureSuccessStatusCode().Dispose();
        var id = Ids(await server.Client.GetJsonAsync($"/search?q=anything&collection={gallery}"))[0];

        var failure = await server.Client.GetProblemAsync($"/search?like={gallery}/{id}&collection=other", 400, "InvalidRequest");

        Assert.All([gallery, "other", fingerprint], name => Assert.Contains(name, failure.Text("detail"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Example_AddedJustNow_IsFound()
    {
        var gallery = await Client.NewGalleryAsync(2);
        await Client.GetJsonAsync($"/search?q=anything&collection={gallery}");
        using var upload = await Client.UploadAsync(gallery, ("new.png", Png.Of(77)));
        var id = (await upload.JsonAsync()).GetProperty("images")[0].Text("id");

        Assert.Equal(2, Ids(await Client.GetJsonAsync($"/search?like={id}&collection={gallery}")).Count);
    }

    [Fact]
    public async Task BestImage_LikeAnother_IsTheNearestOther()
    {
        var gallery = await Client.NewGalleryAsync(5);
        var id = Ids(await Client.GetJsonAsync($"/search?q=anything&collection={gallery}"))[0];
        var near = await Client.GetJsonAsync($"/search?like={id}&k=1&collection={gallery}");

        using var response = await Client.GetAsync($"/search/image?like={id}&collection={gallery}", Token);

        Assert.Equal(near.GetProperty("hits")[0].Text("imageUrl"), response.Content.Headers.ContentLocation?.OriginalString);
    }

    [Fact]
    public async Task PostedImage_InEveryForm_FindsItselfFirst()
    {
        var gallery = await Client.NewGalleryAsync(8);
        var picture = Png.Of(5);

        var raw = await PostImageAsync($"/search/image?k=3&collection={gallery}", picture);
        using var form = new MultipartFormDataContent();
        form.AddImage("any name.png", picture);
        using var response = await Client.PostAsync($"/search/image?k=3&collection={gallery}", form, Token);
        var multipart = await response.JsonAsync();
        var base64 = Convert.ToBase64String(picture);
        var json = await PostAsync($$"""{"terms":[{"image":"{{base64}}"}],"k":3,"collection":"{{gallery}}"}""");
        var url = await PostAsync($$"""{"terms":[{"image":"data:image/png;base64,{{base64}}"}],"k":3,"collection":"{{gallery}}"}""");

        Assert.Equal("picture 5", raw.GetProperty("hits")[0].Text("caption"));
        Assert.Equal(1, Score(raw, 0), 1e-4);
        Assert.Equal("none", raw.Text("cache"));
        Assert.All([multipart, json, url], answer => Assert.Equal([.. Ids(raw), "memory"], [.. Ids(answer), answer.Text("cache")]));
    }

    [Fact]
    public async Task PostedImage_WithTextAndExample_IsTheirSum()
    {
        var gallery = await Client.NewGalleryAsync(8);
        var all = await Client.GetJsonAsync($"/search?q=a+sum&collection={gallery}");
        var id = Ids(all)[3];

        var image = await PostImageAsync($"/search/image?q=a+sum&like={id}&collection={gallery}", Png.Of(2));
        var base64 = Convert.ToBase64String(Png.Of(2));
        var terms = await PostAsync($$"""{"q":"a sum","like":["{{id}}"],"terms":[{"image":"{{base64}}"}],"collection":"{{gallery}}"}""");

        Assert.Equal(7, Ids(image).Count);
        Assert.DoesNotContain(id, Ids(image));
        Assert.Equal("memory", terms.Text("cache"));
        Assert.Equal("a sum", image.Text("query"));
    }

    [Fact]
    public async Task Embedding_OfAnyLength_IsAQueryLikeItsText()
    {
        var gallery = await Client.NewGalleryAsync(6);
        var text = await Client.GetJsonAsync($"/search?q=a+vector&collection={gallery}");
        using var embedded = await Client.PostJsonAsync("/v1/embeddings", """{"input":"a vector"}""");
        var data = (await embedded.JsonAsync()).GetProperty("data")[0];
        var vector = data.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray();

        var numbers = string.Join(',', vector.Select(value => (value * 8).ToString("R", CultureInfo.InvariantCulture)));
        var answer = await PostAsync($$"""{"embedding":[{{numbers}}],"collection":"{{gallery}}"}""");
        var bytes = vector.SelectMany(BitConverter.GetBytes).ToArray();
        var base64 = await PostAsync($$"""{"terms":[{"embedding":"{{Convert.ToBase64String(bytes)}}"}],"collection":"{{gallery}}"}""");

        Assert.Equal(Ids(text), Ids(answer));
        Assert.Equal(Score(text, 0), Score(answer, 0), 1e-5);
        Assert.Equal(Ids(text), Ids(base64));
    }

    [Theory]
    [InlineData("/search?q=cat+%2B", "position 5")]
    [InlineData("/search?q=200+*+cat", "from -100 to 100")]
    [InlineData("/search?like=5", "like must be an image's id")]
    [InlineData("/search?like=/00000000-0000-0000-0000-000000000001", "like must be an image's id")]
    [InlineData("/search?q=a&q=b", "more than once")]
    [InlineData("/search?q=a&examples=yes", "examples must be true or false")]
    [InlineData("/search?q=%20", "q is required")]
    [InlineData("/search?terms=x", "Unknown parameter 'terms'")]
    [InlineData("/search?q=a&embedding=x", "Unknown parameter 'embedding'")]
    public async Task Get_ThatIsInvalid_SaysWhy(string url, string why) =>
        Assert.Contains(why, (await Client.GetProblemAsync(url, 400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"terms":{}}""", "terms must be an array")]
    [InlineData("""{"terms":["cat"]}""", "terms[0] must be a JSON object")]
    [InlineData("""{"terms":[]}""", "q is required")]
    [InlineData("""{"terms":[{"text":"a","like":"b"}]}""", "terms[0] must have exactly one of text, like, image, embedding")]
    [InlineData("""{"terms":[{"weight":1}]}""", "terms[0] must have exactly one of")]
    [InlineData("""{"terms":[{"text":"a"},{"text":"b","weight":0}]}""", "The weight of terms[1] must not be 0")]
    [InlineData("""{"terms":[{"text":"a","weight":100.5}]}""", "weight must be a number from -100 to 100")]
    [InlineData("""{"terms":[{"text":"a","weight":1e999}]}""", "weight must be a number from -100 to 100")]
    [InlineData("""{"terms":[{"text":" "}]}""", "query is empty")]
    [InlineData("""{"terms":[{"like":"x"}]}""", "terms[0].like must be an image's id")]
    [InlineData("""{"terms":[{"image":"?"}]}""", "terms[0].image must be an image file in base64")]
    [InlineData("""{"terms":[{"image":""}]}""", "terms[0].image must be an image file in base64")]
    [InlineData("""{"terms":[{"image":"data:image/png,abcd"}]}""", "terms[0].image must be an image file in base64")]
    [InlineData("""{"embedding":[1,2]}""", "The embedding has 2 values; this collection requires")]
    [InlineData("""{"embedding":[1,"x"]}""", "embedding[1] must be a number")]
    [InlineData("""{"embedding":[1e40]}""", "embedding[0] must be a number within the range of float32")]
    [InlineData("""{"embedding":"AAA"}""", "embedding must be the base64")]
    [InlineData("""{"embedding":{}}""", "embedding must be an array of numbers")]
    [InlineData("""{"like":[1]}""", "An entry of like must be a string")]
    public async Task Post_ThatIsInvalid_SaysWhy(string body, string why)
    {
        var gallery = await Client.NewGalleryAsync(1);
        using var response = await Client.PostJsonAsync("/search", body[..^1] + $",\"collection\":\"{gallery}\"}}");
        Assert.Contains(why, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_MoreThanSixteen_AreRejectedWhereverTheyAre()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var id = Ids(await Client.GetJsonAsync($"/search?q=x&collection={gallery}"))[0];
        var likes = string.Concat(Enumerable.Repeat($"&like={id}", 15));
        await Client.GetJsonAsync($"/search?q=a{likes}&collection={gallery}");

        var failure = await Client.GetProblemAsync($"/search?q=a+-+b{likes}&collection={gallery}", 400, "InvalidRequest");

        Assert.Contains("at most 16 terms", failure.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongText_WithOperators_IsRejectedAsALongText()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var text = string.Join(" + ", Enumerable.Repeat(new string('a', 200), 5));
        using var response = await Client.PostJsonAsync("/search", $$"""{"q":"{{text}}","collection":"{{gallery}}"}""");
        Assert.Contains("1000", (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_ThatCancelEachOtherOut_AreRejected()
    {
        var failure = await Client.GetProblemAsync($"/search?q=cat+-+Cat&collection={await Client.NewGalleryAsync(1)}", 400, "InvalidRequest");
        Assert.Contains("cancel each other out", failure.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embedding_OfZeros_IsRejected()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var zeros = Convert.ToBase64String(new byte[512 * sizeof(float)]);
        using var response = await Client.PostJsonAsync("/search", $$"""{"embedding":"{{zeros}}","collection":"{{gallery}}"}""");
        Assert.Contains("all its numbers are zero", (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", "not an image", 415, "UnsupportedMediaType")]
    [InlineData("image/png", "", 400, "InvalidRequest")]
    [InlineData("application/x-www-form-urlencoded", "x", 415, "UnsupportedMediaType")]
    [InlineData("multipart/form-data", "x", 400, "InvalidRequest")]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n", 400, "InvalidRequest")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"k\"\r\n\r\n3\r\n--x--\r\n", 400, "InvalidRequest")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nends", 400, "InvalidRequest")]
    public async Task PostedImage_ThatIsNone_IsRejected(string type, string body, int status, string code)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await Client.PostAsync($"/search/image?collection={await Client.NewGalleryAsync(1)}", content, Token);
        await response.ProblemAsync(status, code);
    }

    [Fact]
    public async Task PostedImage_WithAnUnknownParameter_IsRejected()
    {
        using var response = await Client.PostAsync("/search/image?kk=3", new ByteArrayContent([1]), Token);
        Assert.Contains("did you mean 'k'", (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.Text("id"))];

    private static double Score(JsonElement answer, int hit) => answer.GetProperty("hits")[hit].GetProperty("score").GetDouble();

    private async Task<JsonElement> PostAsync(string body)
    {
        using var response = await Client.PostJsonAsync("/search", body);
        return await response.JsonAsync();
    }

    private async Task<JsonElement> PostImageAsync(string url, byte[] image)
    {
        using var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var response = await Client.PostAsync(url, content, Token);
        return await response.JsonAsync();
    }
}
