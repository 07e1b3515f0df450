using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Collections.Import;

/// <summary>Folders as clip-retrieval's inference writes them, with tables in each supported format.</summary>
public sealed class ClipRetrievalTests(RealServer server) : IDisposable
{
    private const int Dimension = 512;

    private readonly PictureFolder _folder = new();
    private readonly string _into = RealServer.NewName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_PartsOfEachForm_AddsEachRowWithItsEmbedding()
    {
        await PicturesAsync(6);
        await PartAsync("0", 2, isHalf: true, ("metadata_0.jsonl", """
            {"image_path":"pictures/0.png","caption":"nought"}
            {"image_path":"pictures/1.png"}
            """));
        await PartAsync("1", 2, isHalf: false, ("metadata_1.csv", "caption,image_path\n\"two, and more\",pictures/2.png\n,pictures/3.png\n"));
        await PartAsync("2", 2, isHalf: true, ("paths_2.txt", "pictures/4.png\npictures/5.png\n"), ("captions_2.txt", "four\n\n"));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        var images = (await server.ListAsync(_into)).ToDictionary(image => image.GetProperty("names")[0].GetString()!, StringComparer.Ordinal);
        Assert.Equal(
            ["nought", null, "two, and more", null, "four", null],
            Enumerable.Range(0, 6).Select(i => images[$"pictures/{i}.png"].GetProperty("caption").GetString()));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(1, BitConverter.ToSingle(images[$"pictures/{i}.png"].GetProperty("embedding").GetBytesFromBase64().AsSpan(4 * i)));
        }
    }

    [Fact]
    public async Task Import_FromAnotherRoot_NamesThemBelowIt()
    {
        await PicturesAsync(1);
        await PartAsync("0", 1, isHalf: false, ("metadata_0.jsonl", $$"""{"image_path":"{{_folder.Path}}/pictures/0.png"}"""));

        var run =
            await server.RunAsync(
                "collections", "import", _folder.Path, "-c", _into, "--model", "demo", "--images", Path.Combine(_folder.Path, "pictures"));

        Assert.Equal(0, run.Code);
        Assert.Equal("0.png", Assert.Single(await server.ListAsync(_into)).GetProperty("names")[0].GetString());
    }

    [Fact]
    public async Task Import_ParquetAsClipRetrievalWritesIt_AddsCaptionsAndFields()
    {
        await PicturesAsync(2);
        await PartAsync("0", 2, isHalf: true);
        await ParquetFiles.WriteTextsAsync(
            Path.Combine(_folder.Path, "metadata", "metadata_0.parquet"),
            ("image_path", ["pictures/0.png", "pictures/1.png"]), ("caption", ["nought", null]), ("source", ["a", "b"]));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        var images = (await server.ListAsync(_into)).ToDictionary(image => image.GetProperty("names")[0].GetString()!, StringComparer.Ordinal);
        Assert.Equal("nought", images["pictures/0.png"].GetProperty("caption").GetString());
        Assert.Null(images["pictures/1.png"].GetProperty("caption").GetString());
        Assert.Equal("b", images["pictures/1.png"].GetProperty("fields").GetProperty("source").GetString());
    }

    [Fact]
    public async Task Import_LinesThatAreBlank_AreNoRows()
    {
        await PicturesAsync(4);
        await PartAsync("0", 2, isHalf: false, ("metadata_0.jsonl", """

            {"file_name":"pictures/0.png","title":"nought"}

            {"file_name":"pictures/1.png"}

            """));
        await PartAsync("1", 2, isHalf: false, ("paths_1.txt", "pictures/2.png\npictures/3.png\n\n"), ("captions_1.txt", "two\nthree\n"));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        var captions = (await server.ListAsync(_into)).Select(image => image.GetProperty("caption").GetString());
        Assert.Equal([null, "nought", "three", "two"], captions.Order(StringComparer.Ordinal));
    }

    /// <summary>Folders that a person wrote with NumPy: ready vectors, raw features, a blank last line, 64-bit numbers.</summary>
    [Theory]
    [InlineData("ok", false)]
    [InlineData("raw_features", true)]
    [InlineData("blank_last_line", false)]
    [InlineData("f64", false)]
    public async Task Import_RowsAsPeopleWriteThem_AddsAllFour(string folder, bool isNormalized)
    {
        var cases = SharedData.Require("cases", "14-clip-retrieval-rows");

        var run = await server.RunAsync(
            "collections", "import", Path.Combine(cases, folder), "-c", _into, "--images", Path.Combine(cases, "images"), "--model", "demo");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        Assert.Equal(4, (await server.ListAsync(_into)).Count);
        Assert.Equal(isNormalized, run.Error.Contains("4 embeddings not of length 1 normalised", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "give it with --model")]
    [InlineData("another", "the embeddings come from another")]
    public async Task Import_ModelMissingOrAnother_IsRefused(string? model, string reason)
    {
        await PartAsync("0", 1, isHalf: false, ("paths_0.txt", "0.png"));

        var run =
            await server.RunAsync(
                ["collections", "import", _folder.Path, "-c", _into, .. model is null ? Array.Empty<string>() : ["--model", model]]);

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OtherDimension_IsRefusedBeforeAnythingIsSent()
    {
        await PartAsync("0", 1, isHalf: false, dimension: 8, ("paths_0.txt", "0.png"));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal(2, run.Code);
        Assert.Contains("have 8 numbers", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metadata_0.jsonl", "{\"caption\":\"no path\"}", "no image path")]
    [InlineData("metadata_0.jsonl", "no json", "not valid JSON")]
    [InlineData("metadata_0.jsonl", "[1]", "must be a JSON object")]
    [InlineData("metadata_0.parquet", "PAR1", "cannot be read as Parquet")]
    [InlineData("metadata_0.csv", "caption\nx", "no image path")]
    [InlineData("paths_0.txt", "", "only 0 rows")]
    [InlineData("paths_0.txt", "a\nb\n", "more rows than the 1 embeddings")]
    [InlineData("other.txt", "", "there is no")]
    public async Task Import_TableThatDoesNotFit_SaysWhere(string file, string text, string reason)
    {
        await PartAsync("0", 1, isHalf: false, (file, text));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FolderOfNothing_SaysWhatIsLookedFor()
    {
        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into);

        Assert.Equal(2, run.Code);
        Assert.Contains("neither an export (collection.json) nor img_emb/img_emb_*.npy", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SomethingElseThanAPicture_FailsByName()
    {
        await PicturesAsync(1);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "pictures", "1.png"), "no picture", Token);
        await PartAsync("0", 3, isHalf: false, ("paths_0.txt", "pictures/0.png\npictures/1.png\npictures/2.png\n"));

        var run = await server.RunAsync("collections", "import", _folder.Path, "-c", _into, "--model", "demo");

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: pictures/1.png (img_emb_0.npy, row 1)", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: pictures/2.png (img_emb_0.npy, row 2): there is no file", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 added", run.Out, StringComparison.Ordinal);
    }

    private async Task PicturesAsync(int count)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pictures"));
        for (var i = 0; i < count; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "pictures", $"{i}.png"), Png.Of(i), Token);
        }
    }

    private Task PartAsync(string label, int rows, bool isHalf, params (string File, string Text)[] tables) =>
        PartAsync(label, rows, isHalf, Dimension, tables);

    /// <summary>Writes a part of two rows. Row r, counted over all parts, has its 1 at position r.</summary>
    private async Task PartAsync(string label, int rows, bool isHalf, int dimension, params (string File, string Text)[] tables)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "img_emb"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "metadata"));
        var header = $"{{'descr': '<f{(isHalf ? 2 : 4)}', 'fortran_order': False, 'shape': ({rows}, {dimension}), }}\n";
        var first = 2 * int.Parse(label, System.Globalization.CultureInfo.InvariantCulture);
        var numbers = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, dimension).Select(place => place == first + row ? 1f : 0f))
            .SelectMany(value => isHalf ? BitConverter.GetBytes((Half)value) : BitConverter.GetBytes(value));
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.Path, "img_emb", $"img_emb_{label}.npy"),
            [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. numbers],
            Token);
        foreach (var (file, text) in tables)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "metadata", file), text, Token);
        }
    }
}
