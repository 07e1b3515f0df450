using System.Text.Json;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Images;

public sealed class ImagesCommandTests(RealServer server)
{
    private static string Id(int picture) => ImageId.Of(Png.Of(picture)).ToString("D");

    [Fact]
    public async Task Show_OfAnImage_PrintsWhatIsStored()
    {
        var collection = await server.NewGalleryAsync(2);

        var run = await server.RunAsync("images", "show", Id(1), "-c", collection);

        Assert.Equal(0, run.Code);
        Assert.Contains($"id\t{Id(1)}\nname\t1.png\ncaption\tpicture 1\nnumber\t1\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"/collections/{collection}/images/{Id(1)}\n", run.Out, StringComparison.Ordinal);
        var json = await server.RunAsync("images", "show", Id(1), "-c", collection, "--json");
        Assert.Equal("picture 1", JsonDocument.Parse(json.Out).RootElement.GetProperty("caption").GetString());
    }

    [Fact]
    public async Task Edit_OfAnImage_ChangesWhatIsNamed()
    {
        var collection = await server.NewGalleryAsync(1);

        var run = await server.RunAsync(
            "images", "edit", Id(0), "-c", collection, "--caption", "a new one", "--set", "year=2026", "--set", "place=a=b", "--set", "sold=true",
            "--unset", "number");

        Assert.Equal((0, "Changed 0.png.\n"), (run.Code, run.Out));
        var listed = Assert.Single(await server.ListAsync(collection));
        Assert.Equal("a new one", listed.GetProperty("caption").GetString());
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse("""{"year":2026,"place":"a=b","sold":true}""").RootElement, listed.GetProperty("fields")), listed.ToString());

        await server.RunAsync("images", "edit", Id(0), "-c", collection, "--caption", "");
        Assert.Equal(JsonValueKind.Null, Assert.Single(await server.ListAsync(collection)).GetProperty("caption").ValueKind);
    }

    [Theory]
    [InlineData("give what to change")]
    [InlineData("--set takes FIELD=VALUE, not 'year'", "--set", "year")]
    public async Task Edit_WithoutAChange_IsAUsageError(string expected, params string[] more)
    {
        var run = await server.RunAsync(["images", "edit", Id(0), .. more]);

        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OfImages_AsksAndDeletesThoseThatAreThere()
    {
        var collection = await server.NewGalleryAsync(3);

        var unasked = await server.RunAsync("images", "delete", Id(0), "-c", collection);
        var denied = await server.AnswerAsync("n\n", "images", "delete", Id(0), "-c", collection);
        Assert.Equal((2, 1), (unasked.Code, denied.Code));
        Assert.Equal(3, (await server.ListAsync(collection)).Count);

        var run = await server.RunAsync("images", "delete", Id(0), Id(1), Id(77), "-c", collection, "--yes");
        Assert.Equal((1, $"Deleted 2 images of '{collection}'.\n"), (run.Code, run.Out));
        Assert.Contains(Id(77), run.Error, StringComparison.Ordinal);
        Assert.Single(await server.ListAsync(collection));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("edit", "--caption", "x")]
    [InlineData("delete")]
    public async Task Image_WithABadId_IsAUsageErrorThatSaysWhatAnIdIs(string command, params string[] more)
    {
        var run = await server.RunAsync(["images", command, "tom.jpg", "-c", "x", .. more]);

        Assert.Equal(2, run.Code);
        Assert.Contains("an image's id is a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e, not 'tom.jpg'", run.Error, StringComparison.Ordinal);
    }
}
