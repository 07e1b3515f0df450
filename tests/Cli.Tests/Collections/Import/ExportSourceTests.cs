using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Npy;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Collections.Import;

public sealed class ExportSourceTests(RealServer server) : IDisposable
{
    private readonly PictureFolder _folder = new();
    private readonly string _into = RealServer.NewName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_folder.Path, "export");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_OfAnExport_GivesTheSameImagesToTheBit()
    {
        var name = await server.NewGalleryAsync(40);
        using (var again = new MultipartFormDataContent { { new ByteArrayContent(Png.Of(7)), "image", "seven/again.png" } })
        {
            (await server.Client.PostAsync($"/collections/{name}/images", again, Token)).Dispose();
        }

        await ExportAsync(name);

        var run = await server.RunAsync("collections", "import", Export, "-c", _into);

        Assert.Equal(0, run.Code);
        Assert.Contains("40 images: 40 added", run.Out, StringComparison.Ordinal);
        Assert.Equal(Texts(await server.ListAsync(name)), Texts(await server.ListAsync(_into)));
        var repeated = await server.RunAsync("collections", "import", Export, "-c", _into);
        Assert.Contains("40 unchanged", repeated.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EmbeddingsOfTheSameModel_AreTakenAndNotComputed()
    {
        await ExportAsync(await server.NewGalleryAsync(3));

        // No picture has these embeddings, so they can only have come from the file.
        await ReplaceAsync((row, vector) => Axis(row, vector.Length));
        await server.RunAsync("collections", "import", Export, "-c", _into);

        var rows = (await server.ListAsync(_into)).Select(image => image.GetProperty("embedding").GetBytesFromBase64());
        Assert.Equal(Enumerable.Range(0, 3).Select(row => Axis(row, 512).SelectMany(BitConverter.GetBytes).ToArray()), rows);
    }

    [Fact]
    public async Task Import_EmbeddingsOfAnotherModel_AreRefusedUnlessReEmbedded()
    {
        var name = await server.NewGalleryAsync(3);
        await ExportAsync(name);
        await ReplaceAsync((row, vector) => Axis(row, vector.Length));
        EditManifest(manifest => manifest["fingerprint"] = "another");

        var refused = await server.RunAsync("collections", "import", Export, "-c", _into);
        Assert.Equal(2, refused.Code);
        Assert.Contains("the embeddings come from demo (another)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--re-embed", refused.Error, StringComparison.Ordinal);
        Assert.Empty(await server.ListAsync(_into));

        Assert.Equal(0, (await server.RunAsync("collections", "import", Export, "-c", _into, "--re-embed")).Code);
        var before = (await server.ListAsync(name)).ToList();
        var after = (await server.ListAsync(_into)).ToList();
        Assert.Equal(before.Select(image => image.GetProperty("id").GetString()), after.Select(image => image.GetProperty("id").GetString()));

        // The other images of a batch affect an embedding's last bits.
        foreach (var (one, again) in before.Zip(after))
        {
            Assert.InRange(Cosine(one, again), 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Fact]
    public async Task Import_EmbeddingsOfAnyLength_AreNormalizedWithANoteAndOthersRefusedByRow()
    {
        await ExportAsync(await server.NewGalleryAsync(4));
        await ReplaceAsync((row, vector) => row switch
        {
            0 => [.. vector.Select(value => value * 1.009f)],
            1 => [.. vector.Select(value => value * 11.3f)],
            2 => [float.NaN, .. vector[1..]],
            _ => vector,
        });

        var run = await server.RunAsync("collections", "import", Export, "-c", _into);

        Assert.Equal(1, run.Code);
        Assert.Contains("note: 1 embedding not of length 1 normalised", run.Error, StringComparison.Ordinal);
        Assert.Contains("points.jsonl, line 3): its embedding has a number that is not finite", run.Error, StringComparison.Ordinal);
        var rows = await server.ListAsync(_into);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, image => Assert.Equal(1, Length(image), 1e-6));
    }

    [Fact]
    public async Task Import_PicturesThatAreGoneOrOthers_FailByName()
    {
        await ExportAsync(await server.NewGalleryAsync(4));
        File.Delete(RealServer.ExportedFile(Export, ImageId.Of(Png.Of(1))));
        await File.WriteAllBytesAsync(RealServer.ExportedFile(Export, ImageId.Of(Png.Of(2))), Png.Of(99), Token);

        var run = await server.RunAsync("collections", "import", Export, "-c", _into);

        Assert.Equal(1, run.Code);
        Assert.Matches(@"failed: 1\.png \(.*\): there is no file", run.Error);
        Assert.Matches(@"failed: 2\.png \(.*\): .* is not the file that was exported", run.Error);
        Assert.Contains("4 images: 2 added, 0 updated, 0 unchanged, 2 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AnExportWithoutImages_TakesThemFromWhereTheyAre()
    {
        var name = await server.NewGalleryAsync(2);
        await server.RunAsync("collections", "export", name, Export, "--no-images");
        for (var i = 0; i < 2; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder.Path, $"{i}.png"), Png.Of(i), Token);
        }

        Assert.Equal(2, (await server.RunAsync("collections", "import", Export, "-c", _into)).Code);
        Assert.Equal(0, (await server.RunAsync("collections", "import", Export, "-c", _into, "--images", _folder.Path)).Code);
        Assert.Equal(Texts(await server.ListAsync(name)), Texts(await server.ListAsync(_into)));
    }

    [Fact]
    public async Task Import_PreviewsOfOriginalsThatWereNotKept_BecomeImagesOfTheirOwn()
    {
        var name = await server.NewGalleryAsync(1);
        var picture = Png.Of(62, 2000, 1000);
        await server.AddPreviewOnlyAsync(name, "large.png", picture);
        await ExportAsync(name);
        var before = (await server.ListAsync(name)).Single(IsLarge);

        var run = await server.RunAsync("collections", "import", Export, "-c", _into);

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("1 preview imported in place of originals", run.Error, StringComparison.Ordinal);
        var after = (await server.ListAsync(_into)).Single(IsLarge);
        var preview = await server.Client.GetByteArrayAsync($"/collections/{name}/images/{before.GetProperty("id").GetString()}", Token);
        Assert.Equal(ImageId.Of(preview), after.GetProperty("id").GetGuid());
        Assert.Equal(before.GetProperty("embedding").GetString(), after.GetProperty("embedding").GetString());
        Assert.False(after.GetProperty("fields").TryGetProperty("previewOnly", out _));
        Assert.Equal(preview, await server.Client.GetByteArrayAsync($"/collections/{_into}/images/{ImageId.Of(preview)}", Token));
        static bool IsLarge(JsonElement image) => image.GetProperty("names")[0].GetString() == "large.png";
    }

    [Fact]
    public async Task Import_AnExportThatIsNotWhole_IsRefused()
    {
        await ExportAsync(await server.NewGalleryAsync(2));
        EditManifest(manifest => manifest["count"] = 3);
        Assert.Equal(2, (await server.RunAsync("collections", "import", Export, "-c", _into)).Code);

        File.Delete(Path.Combine(Export, "collection.json"));
        File.Move(Path.Combine(Export, "points.jsonl"), Path.Combine(Export, "points.jsonl.part"));
        var run = await server.RunAsync("collections", "import", Export, "-c", _into);

        Assert.Equal(2, run.Code);
        Assert.Contains("not complete", run.Error, StringComparison.Ordinal);
        Assert.False(await server.ExistsAsync(_into));
    }

    private async Task ExportAsync(string name) => Assert.Equal(0, (await server.RunAsync("collections", "export", name, Export)).Code);

    private async Task ReplaceAsync(Func<int, float[], float[]> change)
    {
        var file = Path.Combine(Export, "embeddings.npy");
        List<float[]> rows = [];
        using (var reader = new NpyReader(file))
        {
            while (reader.Next() is { } row)
            {
                rows.Add(row);
            }
        }

        await using var writer = new NpyWriter(file, rows[0].Length);
        for (var i = 0; i < rows.Count; i++)
        {
            await writer.AddAsync(change(i, rows[i]).SelectMany(BitConverter.GetBytes).ToArray(), Token);
        }

        writer.Complete();
    }

    private void EditManifest(Action<JsonNode> edit)
    {
        var file = Path.Combine(Export, "collection.json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        edit(manifest);
        File.WriteAllText(file, manifest.ToJsonString());
    }

    private static float[] Axis(int place, int length)
    {
        var vector = new float[length];
        vector[place] = 1;
        return vector;
    }

    private static double Length(JsonElement image) => Math.Sqrt(
        image.GetProperty("embedding").GetBytesFromBase64().Chunk(4).Sum(bytes => Math.Pow(BitConverter.ToSingle(bytes), 2)));

    private static double Cosine(JsonElement one, JsonElement other) => Numbers(one).Zip(Numbers(other), (a, b) => a * b).Sum();

    private static IEnumerable<double> Numbers(JsonElement image) =>
        image.GetProperty("embedding").GetBytesFromBase64().Chunk(4).Select(bytes => (double)BitConverter.ToSingle(bytes));

    private static IEnumerable<string> Texts(IEnumerable<JsonElement> images) => images.Select(image => image.GetRawText());
}
