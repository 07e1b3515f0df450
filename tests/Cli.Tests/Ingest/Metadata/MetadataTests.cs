using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Metadata;

public sealed class MetadataTests
{
    private const string Csv =
        """"
        path,caption,tags,year,weight,zip,sold,note
        a.jpg,"a red fox, running",fox; snow ;,1999,1.5,00123,true,
        ./deep/b.jpg,second,,2001,-3e2,x,false,"said ""hi"""
        """";

    private const string Jsonl =
        """
        {"file":"a.jpg","caption":"a red fox, running","tags":["fox","snow"],"year":1999,"weight":1.5,"zip":"00123","sold":true,"note":null}

        {"name":"deep/b.jpg","caption":"second","year":2001,"weight":-300,"zip":"x","sold":false,"note":"said \"hi\""}
        """;

    [Theory]
    [InlineData("m.csv", Csv)]
    [InlineData("m.jsonl", Jsonl)]
    public async Task Rows_OfEitherKind_BecomeCaptionsAndTypedFields(string file, string text)
    {
        var details = (await RunAsync(file, text)).Details;

        Assert.Equal("a red fox, running", (string?)details["a.jpg"]["caption"]);
        AssertFields("""{"tag:fox":true,"tag:snow":true,"year":1999,"weight":1.5,"zip":"00123","sold":true}""", details["a.jpg"]);
        Assert.Equal("second", (string?)details["deep/b.jpg"]["caption"]);
        AssertFields("""{"year":2001,"weight":-300,"zip":"x","sold":false,"note":"said \"hi\""}""", details["deep/b.jpg"]);
        Assert.Null(details["c.jpg"]["fields"]);
    }

    [Theory]
    [InlineData("\t")]
    [InlineData(";")]
    public async Task Csv_WithAnotherDelimiter_IsUnderstood(string delimiter)
    {
        var details = (await RunAsync("m.csv", $"file_name{delimiter}Caption{delimiter}year\na.jpg{delimiter}a fox{delimiter}7\n")).Details;

        Assert.Equal("a fox", (string?)details["a.jpg"]["caption"]);
        AssertFields("""{"year":7}""", details["a.jpg"]);
    }

    [Fact]
    public async Task Column_NameBesideAPath_IsAField()
    {
        var details = (await RunAsync("m.csv", "name,path\nThe fox,a.jpg\n")).Details;

        AssertFields("""{"name":"The fox"}""", details["a.jpg"]);
    }

    [Fact]
    public async Task Rows_ThatMatchNothingOrAppearTwice_AreReported()
    {
        var (run, details) = await RunAsync("m.csv", "path,caption,year\na.jpg,first,1\na.jpg,first,2\nnone.jpg,x,3\n");

        Assert.Equal("first", (string?)details["a.jpg"]["caption"]);
        AssertFields("""{"year":2}""", details["a.jpg"]);
        Assert.Contains("metadata rows that match no image: 1 (none.jpg)", run.Error, StringComparison.Ordinal);
        Assert.Contains("metadata rows replaced by a later row of the same image: 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_ByWholePathOrFromHere_MeetTheirImages()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("data/0/a.jpg", "data/0/b.jpg");
        folder.Add("m.csv", $"path,caption\n{folder.Of("data/0/a.jpg")},whole\ndata/0/b.jpg,from here\n");

        await CliRun.StartAsync(
            ["ingest", "data/0", "-c", "pics", "--metadata", "m.csv", "--url", server.Url], e => e with { WorkingDirectory = folder.Path });

        var captions = server.Details.ToDictionary(t => (string)t["name"]!, t => (string?)t["caption"], StringComparer.Ordinal);
        Assert.Equal("whole", captions["a.jpg"]);
        Assert.Equal("from here", captions["b.jpg"]);
    }

    [Fact]
    public async Task Rows_ById_MeetImagesByTheirBytes()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        folder.Add("a.jpg", "one");
        folder.Add("b.jpg", "two");
        var id = new Guid(SHA256.HashData("two"u8).AsSpan(0, 16), bigEndian: true);
        folder.Add("m.jsonl", $$"""{"id":"{{id}}","caption":"the second"}""");

        await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--metadata", folder.Of("m.jsonl"));

        Assert.Equal("the second", (string?)server.Details.Single(t => (string)t["name"]! == "b.jpg")["caption"]);
        Assert.Null(server.Details.Single(t => (string)t["name"]! == "a.jpg")["caption"]);
    }

    [Theory]
    [InlineData("m.csv", "path,caption\na.jpg,x,y,z\n", "m.csv, line 2: 4 values, but only 2 headings")]
    [InlineData("m.csv", "caption,year\na fox,1\n", "m.csv, line 2: it names no image")]
    [InlineData("m.csv", "path,caption\na.jpg,\"x\"y\"\n", "m.csv, line 2: a quotation mark")]
    [InlineData("m.csv", "id,caption\nabc,x\n", "m.csv, line 2: 'abc' is not the id of an image")]
    [InlineData("m.jsonl", "{\"path\":\"a.jpg\"}\n{oops\n", "m.jsonl, line 2: not valid JSON")]
    [InlineData("m.jsonl", "[1]\n", "m.jsonl, line 1: each line must be a JSON object")]
    [InlineData("m.jsonl", "{\"path\":\"a.jpg\",\"tags\":{\"a\":1}}\n", "m.jsonl, line 1: 'tags' is not a text")]
    [InlineData("m.parquet", "PAR1", "'m.parquet' cannot be read as Parquet")]
    [InlineData("m.jsonl", "{\"path\":\"a.jpg\",\"path\":\"b.jpg\"}\n", "m.jsonl, line 1: not valid JSON")]
    [InlineData("none.csv", null, "the metadata cannot be read")]
    public async Task File_ThatCannotBeUnderstood_EndsTheRunBeforeAnythingIsSent(string file, string? text, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");
        using var other = new PictureFolder();
        if (text is not null)
        {
            other.Add(file, text);
        }

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--metadata", other.Of(file));

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Uploads);
    }

    [Fact]
    public async Task Captions_BesideImages_AreSentUnlessARowHasOne()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "b.jpg", "c.jpg");
        folder.Add("a.txt", "\uFEFF  a fox \r\n in snow\n\nmore\n");
        folder.Add("b.txt", "beside");
        folder.Add("c.txt", new string('x', 10_000));
        folder.Add("notes.txt", "no caption");
        folder.Add("m.csv", "path,caption\nb.jpg,of the row\n");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--metadata", folder.Of("m.csv"));

        var captions = server.Details.ToDictionary(t => (string)t["name"]!, t => (string?)t["caption"], StringComparer.Ordinal);
        Assert.Equal("a fox in snow", captions["a.jpg"]);
        Assert.Equal("of the row", captions["b.jpg"]);
        Assert.Equal(4096, captions["c.jpg"]!.Length);
        Assert.Contains("3 other files skipped", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_ThatChanged_AreSentAgain()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "b.jpg");
        folder.Add("a.txt", "a fox");
        string[] args = ["ingest", folder.Path, "-c", "pics", "--state", folder.Of(".state")];
        await CliRun.WithAsync(server, args);

        folder.Add("a.txt", "a cat");
        await CliRun.WithAsync(server, args);

        Assert.Equal(["a.jpg"], server.Uploads.Last(), StringComparer.Ordinal);
        Assert.Equal("a cat", (string?)server.Details.Last()["caption"]);
    }

    private static async Task<(CliRun Run, Dictionary<string, JsonObject> Details)> RunAsync(string file, string text)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "deep/b.jpg", "c.jpg");
        using var other = new PictureFolder();
        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--metadata", other.Add(file, text));
        Assert.Equal(0, run.Code);
        return (run, server.Details.ToDictionary(details => (string)details["name"]!, StringComparer.Ordinal));
    }

    private static void AssertFields(string expected, JsonObject details) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), details["fields"]), details["fields"]?.ToJsonString());
}
