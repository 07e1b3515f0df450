using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class UploadTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task One_New_IsAddedUnderTheIdOfItsBytes()
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.UploadAsync(name, ("cats/tom.png", Png.Of(1)));

        var answer = await response.JsonAsync();
        var image = answer.GetProperty("images")[0];
        Assert.Equal(["name", "id", "status", "imageUrl", "thumbnailUrl"], image.EnumerateObject().Select(member => member.Name));
        Assert.Equal("cats/tom.png", image.Text("name"));
        Assert.Equal("added", image.Text("status"));
        Assert.Equal(ImageId.Of(Png.Of(1)).ToString("D"), image.Text("id"));
        Assert.Equal($"/collections/{name}/images/{image.Text("id")}", image.Text("imageUrl"));
        Assert.NotEmpty(answer.Text("version"));
    }

    /// <summary>Browsers put this folder before the name that a page reads from its file field.</summary>
    [Theory]
    [InlineData(@"C:\fakepath\x.png", "x.png")]
    [InlineData(@"c:\FakePath\a\x.png", @"a\x.png")]
    [InlineData(@"C:\pictures\x.png", @"C:\pictures\x.png")]
    public async Task Upload_NameWithAFolderThatBrowsersInvent_IsTheFilesName(string sent, string expected)
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(Png.Of(1)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "image", FileNameStar = sent };
        form.Add(content);
        using var body = new ByteArrayContent(Png.Of(2)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };

        using var part = await Client.PostAsync($"/collections/{name}/images", form, Token);
        using var single = await Client.PostAsync($"/collections/{name}/images?name={Uri.EscapeDataString(sent)}", body, Token);

        Assert.Equal(expected, (await part.JsonAsync()).GetProperty("images")[0].Text("name"));
        Assert.Equal(expected, (await single.JsonAsync()).GetProperty("images")[0].Text("name"));
    }

    [Theory]
    [InlineData(@"C:\fakepath\x.png", "x.png")]
    [InlineData(@"C:\\fakepath\\x.png", "x.png")]
    [InlineData(@"C:\fakepath\a \""b\"".png", "a \"b\".png")]
    [InlineData(@"a \""b\"".png", "a \"b\".png")]
    public void Describe_QuotedNameWithThatFolder_IsTheFilesName(string quoted, string expected)
    {
        var section = new MultipartSection
        {
            Headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Disposition"] = $"form-data; name=\"image\"; filename=\"{quoted}\"" },
        };

        Assert.Equal(("image", expected), FormParts.Describe(section));
    }

    [Fact]
    public async Task Upload_SameBytesAgain_IsUnchangedAndUnderAnotherNameUpdated()
    {
        var name = await Client.NewCollectionAsync();
        (await Client.UploadAsync(name, ("a.png", Png.Of(1)))).Dispose();

        using var same = await Client.UploadAsync(name, ("a.png", Png.Of(1)));
        using var other = await Client.UploadAsync(name, ("b.png", Png.Of(1)));

        Assert.Equal("unchanged", Statuses(await same.JsonAsync()).Single());
        Assert.Equal("updated", Statuses(await other.JsonAsync()).Single());
        var hit = (await FreshAsync(name)).GetProperty("hits")[0];
        Assert.Equal(["a.png", "b.png"], hit.GetProperty("names").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task Many_GoodAndBad_HaveOneOutcomeEachInOrder()
    {
        var name = await Client.NewCollectionAsync();
        var cut = Png.Of(3, 200, 200)[..300];

        using var response = await Client.UploadAsync(
            name, ("good.png", Png.Of(1)), ("notes.txt", "no image"u8.ToArray()), ("cut.png", cut), ("empty.png", []), ("fine.png", Png.Of(2)));

        var images = (await response.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(["good.png", "notes.txt", "cut.png", "empty.png", "fine.png"], images.Select(image => image.Text("name")));
        Assert.Equal(["added", "failed", "failed", "failed", "added"], images.Select(image => image.Text("status")));
        Assert.Equal("UnsupportedMediaType", images[1].GetProperty("error").Text("code"));
        Assert.Equal("CorruptImage", images[2].GetProperty("error").Text("code"));
        Assert.Equal("InvalidRequest", images[3].GetProperty("error").Text("code"));
        Assert.All(images.Slice(1, 3), image => Assert.NotEmpty(image.GetProperty("error").Text("detail")));
        Assert.False(images[1].TryGetProperty("imageUrl", out _));
    }

    [Fact]
    public async Task Many_OverSeveralGroups_KeepTheirOrder()
    {
        var name = await Client.NewCollectionAsync();
        var images = Enumerable.Range(0, 50).Select(i => ($"{i}.png", i % 7 == 3 ? "bad"u8.ToArray() : Png.Of(i))).ToArray();

        using var response = await Client.UploadAsync(name, images);

        var answer = await response.JsonAsync();
        Assert.Equal(images.Select(image => image.Item1), answer.GetProperty("images").EnumerateArray().Select(image => image.Text("name")));
        Assert.Equal(images.Select((_, i) => i % 7 == 3 ? "failed" : "added"), Statuses(answer));
        Assert.Equal(43, (await Client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Many_DifferentOnesUnderOneName_AreAllThere()
    {
        var name = await Client.NewCollectionAsync();

        using var response = await Client.UploadAsync(name, ("a.png", Png.Of(1)), ("b.png", Png.Of(2)), ("a.png", Png.Of(3)), ("a.png", Png.Of(4)));

        var images = (await response.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
        Assert.All(images, image => Assert.Equal("added", image.Text("status")));
        Assert.Equal([(1, "a.png"), (2, "b.png"), (3, "a.png"), (4, "a.png")], await HeldAsync(name, 4));
        using var first = await Client.GetAsync(images[0].Text("imageUrl"), Token);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }

    [Fact]
    public async Task Upload_ThatReplaces_TakesTheNameOffThatImageOnly()
    {
        var name = await Client.NewCollectionAsync();
        (await Client.UploadAsync(name, ("a.png", Png.Of(1)), ("a.png", Png.Of(2)), ("b.png", Png.Of(2)))).Dispose();

        // As a part of metadata, as a form field, and in the query.
        var answers = new[]
        {
            await ReplaceAsync(name, new { name = "a.png", replaces = ImageId.Of(Png.Of(1)) }, 3),
            await ReplaceAsync(name, new { name = "a.png", replaces = ImageId.Of(Png.Of(1)) }, 3),
            await ReplaceAsync(name, new { name = "a.png", replaces = ImageId.Of(Png.Of(2)) }, 4),
        };
        using var form = new MultipartFormDataContent { { new StringContent(ImageId.Of(Png.Of(4)).ToString("D")), "replaces" } };
        form.AddImage("a.png", Png.Of(5));
        using var field = await Client.PostAsync($"/collections/{name}/images", form, Token);
        using var bytes = new ByteArrayContent(Png.Of(6)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var query = await Client.PostAsync($"/collections/{name}/images?name=a.png&replaces={ImageId.Of(Png.Of(5)):D}", bytes, Token);

        Assert.Equal(["replaced", "unchanged", "replaced"], answers);
        Assert.Equal("replaced", Statuses(await field.JsonAsync()).Single());
        Assert.Equal("replaced", Statuses(await query.JsonAsync()).Single());
        Assert.Equal([(2, "b.png"), (3, "a.png"), (6, "a.png")], await HeldAsync(name, 6));
    }

    /// <summary>The images are of one group, in which one that is there already is written later than others.</summary>
    [Fact]
    public async Task Many_ReplacingEachOther_LeaveTheLast()
    {
        var name = await Client.NewCollectionAsync();
        (await Client.UploadAsync(name, ("a.png", Png.Of(1)))).Dispose();
        var (one, two) = (ImageId.Of(Png.Of(1)), ImageId.Of(Png.Of(2)));
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(new object[] { new { name = "a.png", replaces = one }, new { name = "a.png", replaces = two } }), "metadata" },
        };
        form.AddImage("x.png", Png.Of(2));
        form.AddImage("y.png", Png.Of(1));

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);

        Assert.Equal(["replaced", "replaced"], Statuses(await response.JsonAsync()));
        Assert.Equal([(1, "a.png")], await HeldAsync(name, 2));
    }

    [Theory]
    [InlineData("tom")]
    [InlineData("")]
    public async Task Upload_ReplacingWhatIsNoId_IsRefused(string replaces)
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent { { new StringContent(replaces), "replaces" } };
        form.AddImage("a.png", Png.Of(1));

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);

        var problem = await response.ProblemAsync(400, "InvalidRequest");
        Assert.Contains("replaces must be an image's id (a UUID)", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_MetadataPart_DescribesEachFile()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""[{"name":"renamed.png","caption":"a cat","fields":{"year":2026,"indoors":false}},{}]"""), "metadata" },
        };
        form.AddImage("0.png", Png.Of(0));
        form.AddImage("1.png", Png.Of(1));
        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();

        var hits = (await FreshAsync(name)).GetProperty("hits").EnumerateArray().ToDictionary(hit => hit.Text("name"));

        Assert.Equal("a cat", hits["renamed.png"].Text("caption"));
        Assert.Equal(2026, hits["renamed.png"].GetProperty("fields").GetProperty("year").GetInt32());
        Assert.False(hits["renamed.png"].GetProperty("fields").GetProperty("indoors").GetBoolean());
        Assert.Equal(JsonValueKind.Null, hits["1.png"].GetProperty("caption").ValueKind);
    }

    [Fact]
    public async Task Upload_FieldsBeforeAFile_DescribeThatFile()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent { { new StringContent("a döner"), "caption" }, { new StringContent("""{"n":1}"""), "fields" } };
        form.AddImage("0.png", Png.Of(0));
        form.AddImage("1.png", Png.Of(1));
        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();

        var hits = (await FreshAsync(name)).GetProperty("hits").EnumerateArray().ToDictionary(hit => hit.Text("name"));

        Assert.Equal("a döner", hits["0.png"].Text("caption"));
        Assert.Equal(1, hits["0.png"].GetProperty("fields").GetProperty("n").GetInt32());
        Assert.Equal(JsonValueKind.Null, hits["1.png"].GetProperty("caption").ValueKind);
    }

    [Theory]
    [InlineData("filename=\"bär.png\"", "bär.png")]
    [InlineData("filename=\"a b/c.png\"", "a b/c.png")]
    [InlineData("filename=\"say \\\"hi\\\".png\"", "say \"hi\".png")]
    [InlineData("filename=\"say %22hi%22.png\"", "say \"hi\".png")]
    [InlineData("filename=\"plain.png\"; filename*=UTF-8''b%C3%A4r.png", "bär.png")]
    public async Task FileName_InEachSpelling_IsTheName(string spelled, string expected)
    {
        var collection = await Client.NewCollectionAsync();
        var boundary = "xyz";
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; {spelled}\r\nContent-Type: image/png\r\n\r\n"),
            .. Png.Of(1),
            .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
        using var content = new ByteArrayContent(body)
            { Headers = { ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}") } };

        using var response = await Client.PostAsync($"/collections/{collection}/images", content, Token);

        Assert.Equal(expected, (await response.JsonAsync()).GetProperty("images")[0].Text("name"));
    }

    [Fact]
    public async Task Body_OneImage_IsAddedUnderTheNameInTheQuery()
    {
        var collection = await Client.NewCollectionAsync();
        using var content = new ByteArrayContent(Png.Of(1)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };

        using var response = await Client.PostAsync($"/collections/{collection}/images?name=tom.png&caption=Tom", content, Token);

        Assert.Equal("tom.png", (await response.JsonAsync()).GetProperty("images")[0].Text("name"));
        Assert.Equal("Tom", (await FreshAsync(collection)).GetProperty("hits")[0].Text("caption"));
    }

    private Task<JsonElement> FreshAsync(string collection) => Task.Run(async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=all&k=100&collection={collection}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await Client.SendAsync(request, Token);
        return await response.JsonAsync();
    });

    private static List<string> Statuses(JsonElement answer) =>
        [.. answer.GetProperty("images").EnumerateArray().Select(image => image.Text("status"))];

    private async Task<string> ReplaceAsync(string collection, object details, int picture)
    {
        using var form = new MultipartFormDataContent { { JsonContent.Create(new[] { details }), "metadata" } };
        form.AddImage("x.png", Png.Of(picture));
        using var response = await Client.PostAsync($"/collections/{collection}/images", form, Token);
        return Statuses(await response.JsonAsync()).Single()!;
    }

    /// <summary>The pictures of a collection with their names, in the order of their numbers.</summary>
    private async Task<IEnumerable<(int Picture, string Name)>> HeldAsync(string collection, int pictures)
    {
        var images = (await Client.GetJsonAsync($"/collections/{collection}/images")).GetProperty("images").EnumerateArray().ToList();
        return
            from number in Enumerable.Range(0, pictures + 1)
            from image in images
            where image.Text("id") == ImageId.Of(Png.Of(number)).ToString("D")
            from name in image.GetProperty("names").EnumerateArray()
            select (number, name.GetString()!);
    }
}
