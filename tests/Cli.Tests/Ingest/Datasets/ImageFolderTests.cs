using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Datasets;

/// <summary>Folders of pictures with tables in them, as data sets are laid out.</summary>
public sealed class ImageFolderTests
{
    [Theory]
    [InlineData("metadata.csv", "file_name,text\nbirds/0.jpg,a bird\n1.jpg,a tree\n")]
    [InlineData("metadata.jsonl", "{\"file_name\":\"birds/0.jpg\",\"text\":\"a bird\"}\n{\"file_name\":\"1.jpg\",\"text\":\"a tree\"}\n")]
    public async Task Metadata_BesidePictures_IsFoundAndOnlyAboutItsFolder(string file, string table)
    {
        using var folder = PictureFolder.With("train/birds/0.jpg", "train/1.jpg", "test/1.jpg");
        folder.Add($"train/{file}", table);

        var (run, details) = await RunAsync(folder.Path);

        Assert.Equal("a bird", (string?)details["train/birds/0.jpg"]["caption"]);
        Assert.Equal("a tree", (string?)details["train/1.jpg"]["caption"]);
        Assert.Null(details["test/1.jpg"]["caption"]);
        Assert.Contains($"train/{file}, 2 rows: image = file_name; caption = text", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_InParquet_IsFound()
    {
        using var folder = PictureFolder.With("0.jpg");
        await ParquetFiles.WriteTextsAsync(folder.Of("metadata.parquet"), ("file_name", ["0.jpg"]), ("text", ["a bird"]), ("note", [null]));

        var (_, details) = await RunAsync(folder.Path);

        Assert.Equal("a bird", (string?)details["0.jpg"]["caption"]);
        Assert.Null(details["0.jpg"]["fields"]);
    }

    [Fact]
    public async Task Metadata_OfAnotherKind_IsNotedAndIgnored()
    {
        using var folder = PictureFolder.With("0.jpg");
        folder.Add("metadata.csv", "song,artist\nA,B\n");

        var (run, details) = await RunAsync(folder.Path);

        Assert.Null(details["0.jpg"]["caption"]);
        Assert.Contains("note: metadata.csv, which lies beside the images, is not used: metadata.csv, line 2: it names no image",
            run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_NoneOrAnother_LeavesWhatIsFoundAlone()
    {
        using var folder = PictureFolder.With("0.jpg");
        folder.Add("metadata.csv", "file_name,text\n0.jpg,found\n");
        folder.Add("mine.csv", "file_name,text\n0.jpg,mine\n");

        var none = await RunAsync(folder.Path, "--metadata", "none");
        var mine = await RunAsync(folder.Path, "--metadata", folder.Of("mine.csv"));

        Assert.Null(none.Details["0.jpg"]["caption"]);
        Assert.Equal("mine", (string?)mine.Details["0.jpg"]["caption"]);
    }

    [Fact]
    public async Task Captions_OfTwoTables_AreOfTheFirstAndFieldsOfBoth()
    {
        using var folder = PictureFolder.With("val/a.jpg");
        folder.Add("annotations/captions_val.json", """
            {"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[{"image_id":1,"caption":"one"},{"image_id":1,"caption":"two"}]}
            """);
        folder.Add("dataset_coco.json", """{"images":[{"filename":"a.jpg","split":"test","sentences":[{"raw":"raw"},{"raw":"rare"}]}]}""");

        var (_, details) = await RunAsync(folder.Path);

        Assert.Equal("one", (string?)details["val/a.jpg"]["caption"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"captions":"[\"one\",\"two\"]","split":"test"}"""), details["val/a.jpg"]["fields"]));
    }

    [Fact]
    public async Task Folder_WithoutPictures_SaysWhatItHas()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("captions.csv", "notes.md");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Contains("nothing to add. It has 1 table.", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Data sets that a person would have, from the shared data.</summary>
    [Theory]
    [InlineData("imagefolder", 4, "train/birds/2.jpg", "bird number 2", """{"label":0,"objects":"{\"bbox\":[[1,2,3,4]],\"categories\":[0]}"}""")]
    [InlineData("hub-dataset.parquet", 5, "3.jpg", "first 3", """{"year":2003,"captions":"[\"first 3\",\"second 3\"]"}""")]
    [InlineData("coco", 4, "val2017/000000000001.jpg", "Caption 0 of picture 1.", null)]
    public async Task DataSet_AsPeopleHaveIt_IsAddedWithItsCaptions(string path, int count, string name, string caption, string? fields)
    {
        var (_, details) = await RunAsync(SharedData.Require("cases", "16-datasets", path));

        Assert.Equal(count, details.Count);
        Assert.All(details.Values, image => Assert.NotEqual("", (string?)image["caption"] ?? ""));
        Assert.Equal(caption, (string?)details[name]["caption"]);
        Assert.True(
            fields is null ? JsonNode.Parse((string)details[name]["fields"]!["captions"]!)!.AsArray().Count == 5
                : JsonNode.DeepEquals(JsonNode.Parse(fields), details[name]["fields"]),
            details[name]["fields"]?.ToJsonString());
    }

    [Theory]
    [InlineData("10-csv-windows-1252", "m.csv", "Café à Orléans – été", "Café à Orléans")]
    [InlineData("11-nfd-nfc-metadata", "m.csv", "a cake")]
    [InlineData("12-nested-metadata", "metadata.jsonl", "a dot")]
    [InlineData("12-nested-metadata", "flickr.csv", "one")]
    public async Task Table_AsPeopleHaveIt_IsUnderstood(string folder, string table, params string[] captions)
    {
        var cases = SharedData.Require("cases", folder);

        var (_, details) = await RunAsync(Path.Combine(cases, "p"), "--metadata", Path.Combine(cases, table));

        Assert.Equal(captions, details.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => (string?)image.Value["caption"]));
    }

    private static async Task<(CliRun Run, Dictionary<string, JsonObject> Details)> RunAsync(string path, params string[] more)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await CliRun.WithAsync(server, ["ingest", path, "-c", "pics", .. more]);
        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        return (run, server.Details.ToDictionary(details => (string)details["name"]!, StringComparer.Ordinal));
    }
}
