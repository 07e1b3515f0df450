using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Datasets;

/// <summary>Parquet files with pictures in them.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_OfSeveralRowGroups_IsAddedRowByRow()
    {
        await using var server = await FakeServer.StartAsync();
        var file = _folder.Of("set.parquet");
        await ParquetFiles.WritePicturesAsync(
            file, [Row(1, "a.jpg"), Row(2, null), new([], "empty.jpg", "x", 3)], [Row(4, "a.jpg"), Row(5, "../b.jpg"), new(null, null, null, 6)]);

        var run = await CliRun.WithAsync(server, "ingest", file, "-c", "pics");

        // A path that is taken, that would lead out, or that is missing is not a name.
        Assert.Equal(
            ["a.jpg", "set-000002.png", "set-000004.png", "set-000005.png"],
            server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var first = server.Details.Single(details => (string?)details["name"] == "a.jpg");
        Assert.Equal(("caption 1", """{"year":1}"""), ((string?)first["caption"], first["fields"]!.ToJsonString()));
        Assert.Equal(1, run.Code);
        Assert.Contains("failed: empty.jpg: this row has no picture", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: set-000006: this row has no picture", run.Error, StringComparison.Ordinal);
        Assert.Contains("set.parquet, 4 rows: image = image; caption = caption; fields = year", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_AddedAgain_SendsNothing()
    {
        await using var server = await FakeServer.StartAsync();
        await ParquetFiles.WritePicturesAsync(_folder.Of("set.parquet"), [Row(1, "a.png"), Row(2, "b.png")]);
        string[] args = ["ingest", _folder.Of("set.parquet"), "-c", "pics", "--state", _folder.Of(".state")];
        await CliRun.WithAsync(server, args);

        var again = await CliRun.WithAsync(server, args);

        Assert.Single(server.Uploads);
        Assert.Contains("2 unchanged", again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image")]
    [InlineData("jpg")]
    [InlineData("anything")]
    public async Task Column_OfBytes_IsThePicture(string column)
    {
        await using var server = await FakeServer.StartAsync();
        await ParquetFiles.WriteBytesAsync(_folder.Of("set.parquet"), column, Png.Of(1), Png.Of(2));

        var run = await CliRun.WithAsync(server, "ingest", _folder.Of("set.parquet"), "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(Png.Of(2).Length, server.Collections["pics"]["set-000002.png"]);
    }

    [Theory]
    [InlineData("", "data/test-0/0.png", "data/train-0/0.png", "data/train-1/0.png")]
    [InlineData("data/train-*.parquet", "train-0/0.png", "train-1/0.png")]
    public async Task Files_OfAFolderOrAPattern_AreAddedUnderTheirNames(string pattern, params string[] expected)
    {
        await using var server = await FakeServer.StartAsync();
        _folder.Add("README.md", "a data set");
        Directory.CreateDirectory(_folder.Of("data"));
        foreach (var (name, i) in new[] { ("train-0", 1), ("train-1", 2), ("test-0", 3) })
        {
            await ParquetFiles.WritePicturesAsync(_folder.Of($"data/{name}.parquet"), [Row(i, "0.png")]);
        }

        var run = await CliRun.WithAsync(server, "ingest", Path.Combine(_folder.Path, pattern), "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(expected, server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains($"The pictures in {expected.Length} Parquet files are added", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PAR1 and no more PAR1", "cannot be read as Parquet")]
    [InlineData(null, "no column of pictures")]
    public async Task File_WithoutPictures_SaysSo(string? text, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        if (text is null)
        {
            await ParquetFiles.WriteTextsAsync(_folder.Of("set.parquet"), ("caption", ["a"]));
        }
        else
        {
            _folder.Add("set.parquet", text);
        }

        var run = await CliRun.WithAsync(server, "ingest", _folder.Of("set.parquet"), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Uploads);
    }

    [Fact]
    public async Task File_DamagedAnywhere_NeverEndsTheProgram()
    {
        await ParquetFiles.WritePicturesAsync(_folder.Of("set.parquet"), [Row(1, "a.png"), Row(2, "b.png")]);
        var whole = await File.ReadAllBytesAsync(_folder.Of("set.parquet"), TestContext.Current.CancellationToken);
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var harmed = whole.ToArray();
            harmed[random.Next(harmed.Length)] ^= (byte)(1 << random.Next(8));
            harmed[harmed.Length - 9 - random.Next(400)] ^= (byte)(1 + random.Next(255));
            _folder.Add("harmed.parquet", harmed);
            await using var server = await FakeServer.StartAsync();

            var run = await CliRun.WithAsync(server, "ingest", _folder.Of("harmed.parquet"), "-c", "pics");

            Assert.InRange(run.Code, 0, 1);
        }
    }

    private static PictureRow Row(int number, string? path) => new(Png.Of(number), path, $"caption {number}", number);
}
