using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Npy;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Collections.Export;

public sealed class ExportTests(RealServer server) : IDisposable
{
    private readonly PictureFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder.Path, "export");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_Collection_IsWholeAndInOneOrder()
    {
        var name = await server.NewGalleryAsync(260);
        var expected = await server.ListAsync(name);

        var run = await server.RunAsync("collections", "export", name, Target);

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("260 images", run.Out, StringComparison.Ordinal);
        var points = (await File.ReadAllLinesAsync(Path.Combine(Target, "points.jsonl"), Token)).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(260, points.Count);
        using var embeddings = new NpyReader(Path.Combine(Target, "embeddings.npy"));
        Assert.Equal(260, embeddings.Header.Rows);
        foreach (var (point, image) in points.Zip(expected))
        {
            string[] members = ["id", "names", "caption", "fields", "width", "height", "mediaType", "bytes", "thumbHash"];
            Assert.Equal(members, point.AsObject().Select(member => member.Key));
            foreach (var member in members)
            {
                Assert.True(JsonNode.DeepEquals(point[member], JsonNode.Parse(image.GetProperty(member).GetRawText())), $"{member} of {image}");
            }

            Assert.Equal(image.GetProperty("embedding").GetBytesFromBase64(), embeddings.Next()!.SelectMany(BitConverter.GetBytes));
            var id = image.GetProperty("id").GetGuid();
            Assert.Equal(id, ImageId.Of(await File.ReadAllBytesAsync(RealServer.ExportedFile(Target, id), Token)));
        }

        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Target, "collection.json"), Token))!;
        Assert.Equal(
            (name, "demo", 260, true), ((string)manifest["name"]!, (string)manifest["model"]!, (int)manifest["count"]!, (bool)manifest["images"]!));
        Assert.NotEmpty((string)manifest["fingerprint"]!);
        Assert.Empty(Directory.EnumerateFiles(Target, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Export_Empty_IsWhole()
    {
        var name = RealServer.NewName();
        await server.RunAsync("collections", "create", name);

        Assert.Equal(0, (await server.RunAsync("collections", "export", name, Target)).Code);

        using var embeddings = new NpyReader(Path.Combine(Target, "embeddings.npy"));
        Assert.Equal(0, embeddings.Header.Rows);
    }

    [Fact]
    public async Task Export_WithoutImages_HasNone()
    {
        var name = await server.NewGalleryAsync(2);

        Assert.Equal(0, (await server.RunAsync("collections", "export", name, Target, "--no-images")).Code);

        Assert.False(Directory.Exists(Path.Combine(Target, "images")));
        Assert.False(
            JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Target, "collection.json"), Token)).GetProperty("images")
                .GetBoolean());
    }

    [Fact]
    public async Task Export_AnImageWithoutBytes_IsNamedAndTheRestIsThere()
    {
        var name = await server.NewGalleryAsync(42);
        await server.LoseAsync(name, Png.Of(41));

        var run = await server.RunAsync("collections", "export", name, Target);

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: 41.png", run.Error, StringComparison.Ordinal);
        Assert.Equal(41, Directory.EnumerateFiles(Path.Combine(Target, "images"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal(42, File.ReadLines(Path.Combine(Target, "points.jsonl")).Count());
    }

    [Fact]
    public async Task Export_OtherBytesThanAnImagesOwn_AreNamedAndNotKept()
    {
        var name = await server.NewGalleryAsync(44);
        await server.SpoilAsync(name, Png.Of(43));

        var run = await server.RunAsync("collections", "export", name, Target);

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: 43.png", run.Error, StringComparison.Ordinal);
        Assert.Contains("bytes differ from those", run.Error, StringComparison.Ordinal);
        Assert.Equal(43, Directory.EnumerateFiles(Path.Combine(Target, "images"), "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Export_Again_FetchesOnlyWhatIsMissing()
    {
        var name = await server.NewGalleryAsync(52);
        await server.RunAsync("collections", "export", name, Target);
        var folder = new ExportFolder(Target);

        // As if the first run had been interrupted: no manifest, one image incomplete, one missing.
        File.Delete(folder.Manifest);
        await File.WriteAllBytesAsync(RealServer.ExportedFile(Target, ImageId.Of(Png.Of(0))), [1], Token);
        File.Delete(RealServer.ExportedFile(Target, ImageId.Of(Png.Of(1))));
        await server.LoseAsync(name, Png.Of(51));

        var run = await server.RunAsync("collections", "export", name, Target);

        // The image that the server has lost since was not requested again.
        Assert.Equal(0, run.Code);
        Assert.True(File.Exists(folder.Manifest));
        Assert.Equal(Png.Of(0), await File.ReadAllBytesAsync(RealServer.ExportedFile(Target, ImageId.Of(Png.Of(0))), Token));
        Assert.True(File.Exists(RealServer.ExportedFile(Target, ImageId.Of(Png.Of(1)))));
    }

    [Fact]
    public async Task Export_OriginalsThatAreNotKept_HasPreviewsInTheirPlace()
    {
        var name = await server.NewGalleryAsync(1);
        var picture = Png.Of(61, 2000, 1000);
        await server.AddPreviewOnlyAsync(name, "large.png", picture);

        var run = await server.RunAsync("collections", "export", name, Target);

        Assert.True(run.Code == 0, run.Error);
        var id = ImageId.Of(picture).ToString("D");
        var preview = Path.Combine(Target, "images", id[..2], $"{id}.preview.webp");
        Assert.Equal(await server.Client.GetByteArrayAsync($"/collections/{name}/images/{id}", Token), await File.ReadAllBytesAsync(preview, Token));

        // It is not downloaded again.
        await server.LoseAsync(name, picture);
        Assert.Equal(0, (await server.RunAsync("collections", "export", name, Target)).Code);
    }

    [Fact]
    public async Task Export_IntoAFolderOfSomethingElse_IsRefused()
    {
        var (name, other) = (await server.NewGalleryAsync(1), await server.NewGalleryAsync(1));
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "letter.txt"), "mine", Token);
        Assert.Equal(2, (await server.RunAsync("collections", "export", name, Target)).Code);

        File.Delete(Path.Combine(Target, "letter.txt"));
        Assert.Equal(0, (await server.RunAsync("collections", "export", name, Target)).Code);
        var refused = await server.RunAsync("collections", "export", other, Target);
        Assert.Equal(2, refused.Code);
        Assert.Contains($"contains an export of the collection '{name}'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_UnknownCollection_LeavesNothing()
    {
        Assert.Equal(1, (await server.RunAsync("collections", "export", "never-made", Target)).Code);

        Assert.False(Directory.Exists(Target));
    }
}
