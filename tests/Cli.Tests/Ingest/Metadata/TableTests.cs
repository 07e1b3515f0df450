using System.Text;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Metadata;

/// <summary>Tables as other programs and people write them: encodings, forms of names, columns, formats.</summary>
public sealed class TableTests
{
    private const string Coco =
        """
        {"info":{},"images":[{"id":7,"file_name":"a.jpg","height":5},{"id":8,"file_name":"b.jpg"}],
         "annotations":[{"image_id":7,"id":1,"caption":"one"},{"image_id":8,"id":2,"caption":"other"},{"image_id":7,"id":3,"caption":"two"}]}
        """;

    private const string Karpathy =
        """
        {"images":[{"filepath":"val","filename":"a.jpg","split":"test","sentences":[{"tokens":["one"],"raw":"one"},{"raw":"two"}]},
                   {"filepath":"val","filename":"b.jpg","split":"val","sentences":[{"raw":"other"}]}],"dataset":"x"}
        """;

    [Theory]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task Table_OfAnEncodingOfExcel_IsUnderstood(string encoding)
    {
        var chosen = TextDecoding.Find(encoding)!;
        byte[] table = [.. chosen.GetPreamble(), .. chosen.GetBytes("path;caption\r\na.jpg;Café à Orléans\r\n")];
        using var folder = PictureFolder.With("a.jpg", "b.jpg");
        folder.Add("b.txt", Encoding.Latin1.GetBytes("été"));

        var (run, details) = await RunAsync(folder, "m.csv", table);

        Assert.Equal("Café à Orléans", (string?)details["a.jpg"]["caption"]);
        Assert.Equal("été", (string?)details["b.jpg"]["caption"]);
        var guessed = encoding == "utf-16" ? "b.txt is not UTF-8" : "m.csv and 1 other file are not UTF-8";
        Assert.Contains($"note: {guessed}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_WithItsEncodingByName_IsReadInIt()
    {
        using var folder = PictureFolder.With("a.jpg");
        var table = TextDecoding.Find("windows-1251")!.GetBytes("path,caption\na.jpg,Красная\n");

        var (run, details) = await RunAsync(folder, "m.csv", table, "--encoding", "windows-1251");

        Assert.Equal("Красная", (string?)details["a.jpg"]["caption"]);
        Assert.DoesNotContain("Windows-1252", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoding_ThatDoesNotExist_IsRefused()
    {
        var run = await CliRun.WithoutServerAsync("ingest", "p", "-c", "pics", "--encoding", "klingon");

        Assert.Equal(2, run.Code);
        Assert.Contains("--encoding must be the name of an encoding", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NormalizationForm.FormD, NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormC, NormalizationForm.FormD)]
    public async Task Names_InAnotherFormOfUnicode_AreTheSame(NormalizationForm ofFile, NormalizationForm ofTable)
    {
        var name = "Éclair.jpg".Normalize(ofFile);
        using var folder = PictureFolder.With(name);

        var (run, details) = await RunAsync(folder, "m.csv", $"path,caption\n{"Éclair.jpg".Normalize(ofTable)},a cake\n");

        Assert.Equal("a cake", (string?)Assert.Single(details).Value["caption"]);
        Assert.DoesNotContain("match no image", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m.csv", "key,caption\na,one\n")]
    [InlineData("m.csv", "url,caption\nhttps://x.org/pics/a.jpg?w=1,one\n")]
    [InlineData("m.csv", "image,text\ndeep/a.jpg,one\n")]
    [InlineData("m.csv", "filename,title\na.jpg,one\n\n,\n")]
    [InlineData("m.json", """[{"image":"a.jpg","caption":"one"}]""")]
    [InlineData("m.json", """{"image":{"path":"a.jpg"},"caption":"one"}""")]
    public async Task Row_ByANameOfAnotherProgram_MeetsItsImage(string file, string table)
    {
        using var folder = PictureFolder.With("deep/a.jpg");

        var (run, details) = await RunAsync(folder, file, table);

        Assert.Equal("one", (string?)details["deep/a.jpg"]["caption"]);
        Assert.DoesNotContain("match no image", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_ByTheFileNameOfSeveralImages_IsForTheOneAtThisPlace()
    {
        using var folder = PictureFolder.With("a.jpg", "deep/a.jpg", "x/b.jpg", "y/b.jpg");

        var (run, details) = await RunAsync(folder, "m.csv", "path,caption\na.jpg,one\nb.jpg,other\n");

        Assert.Equal("one", (string?)details["a.jpg"]["caption"]);
        Assert.Null(details["deep/a.jpg"]["caption"]);
        Assert.Single(details.Values, image => (string?)image["caption"] == "other");
        Assert.Contains("has already got: 1", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("captions.json", Coco)]
    [InlineData("dataset.json", Karpathy)]
    [InlineData("results.token", "a.jpg#0\tone\na.jpg#1\ttwo\nb.jpg#0\tother\n")]
    [InlineData("flickr.csv", "image,caption\na.jpg,one\na.jpg,two\nb.jpg,other\n")]
    [InlineData("results.csv", "image_name| comment_number| comment\na.jpg| 0| one\na.jpg| 1| two\nb.jpg| 0| other\n")]
    [InlineData("list.jsonl", """
        {"image":"a.jpg","caption":["one","two"]}
        {"image":"b.jpg","caption":["other"]}
        """)]
    public async Task Captions_OfADataSet_AreTheFirstAndAll(string file, string table)
    {
        using var folder = PictureFolder.With("val/a.jpg", "val/b.jpg");

        var (_, details) = await RunAsync(folder, file, table);

        Assert.Equal("one", (string?)details["val/a.jpg"]["caption"]);
        Assert.Equal("""["one","two"]""", (string?)details["val/a.jpg"]["fields"]!["captions"]);
        Assert.Equal("other", (string?)details["val/b.jpg"]["caption"]);
        Assert.Equal(file == "dataset.json" ? """{"split":"val"}""" : null, details["val/b.jpg"]["fields"]?.ToJsonString());
    }

    [Fact]
    public async Task Document_WithoutCaptions_IsRefused()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");
        folder.Add("m.json", """{"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[{"image_id":1,"bbox":[1]}]}""");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--metadata", folder.Of("m.json"));

        Assert.Equal(2, run.Code);
        Assert.Contains("m.json: it has no captions", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_OfATable_AreNamedInTheSummary()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");
        folder.Add("m.csv", "file_name,text,date,year\na.jpg,one,2024-05-31,7\n");
        string[] args = ["ingest", folder.Path, "-c", "pics", "--metadata", folder.Of("m.csv")];
        const string Uses = "m.csv, 1 row: image = file_name; caption = text; fields = year; dates = date";

        var dry = await CliRun.WithAsync(server, [.. args, "--dry-run"]);
        var run = await CliRun.WithAsync(server, args);
        var json = await CliRun.WithAsync(server, [.. args, "--json"]);

        Assert.Contains(Uses, dry.Out, StringComparison.Ordinal);
        Assert.Contains(Uses, run.Out, StringComparison.Ordinal);
        var summary = JsonNode.Parse(json.Out.TrimEnd().Split('\n')[^1])!;
        Assert.Equal("""["text"]""", summary["tables"]![0]!["columns"]!["caption"]!.ToJsonString());
        Assert.Equal("""{"date":1717113600,"year":7}""", server.Details.First()["fields"]!.ToJsonString());
    }

    private static Task<(CliRun Run, Dictionary<string, JsonObject> Details)> RunAsync(PictureFolder folder, string file, string table) =>
        RunAsync(folder, file, Encoding.UTF8.GetBytes(table));

    private static async Task<(CliRun Run, Dictionary<string, JsonObject> Details)> RunAsync(
        PictureFolder folder, string file, byte[] table, params string[] more)
    {
        await using var server = await FakeServer.StartAsync();
        using var other = new PictureFolder();
        var run = await CliRun.WithAsync(server, ["ingest", folder.Path, "-c", "pics", "--metadata", other.Add(file, table), .. more]);
        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        return (run, server.Details.ToDictionary(details => (string)details["name"]!, StringComparer.Ordinal));
    }
}
