using System.Text;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

/// <summary>Members of an archive that say something about its pictures.</summary>
public sealed class MemberTests
{
    private const string OfImg2Dataset =
        """
        {"caption": "not this", "url": "https://example.org/0.jpg", "key": "000", "status": "success", "error_message": null, "width": 96,
         "height": 72, "original_width": 960, "original_height": 720, "exif": "{}", "sha256": "00", "similarity": 0.31, "NSFW": "UNLIKELY"}
        """;

    public static TheoryData<string> Files => ["p.zip", "p.tar", "p.tar.gz"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Example_OfImg2Dataset_HasItsCaptionAndWhatOneSearchesBy(string file)
    {
        var (run, server) = await RunAsync(
            file, ("000.jpg", "1"), ("000.txt", "a red ball"), ("000.json", OfImg2Dataset), ("001.jpg", "2"),
            ("001.json", """{"caption": null, "url": "u", "key": "001", "status": "success", "error_message": null}"""));

        Assert.Equal(0, run.Code);
        Assert.Equal(["000.jpg: a red ball", "001.jpg: "], Captions(server), StringComparer.Ordinal);
        Assert.Equal(["NSFW", "similarity", "url"], FieldsOf(server, "000.jpg").Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Contains("Found beside the images: captions: 1 from .txt; fields: 2 from .json", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("other file", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Example_OfWebDataset_MayHaveItsJsonBeforeThePicture(string file)
    {
        var (run, server) = await RunAsync(
            file, ("v1.0/a.json", """{"text2": "x", "caption": "from json", "status": "sold"}"""), ("v1.0/a.cls", "3"), ("v1.0/a.jpg", "1"),
            ("v1.0/b.png", "2"), ("v1.0/b.caption", "from caption"), ("lonely.json", "{}"), ("c.jpg", "3"), ("c.caption.txt", "of two endings"));

        Assert.Equal(0, run.Code);
        Assert.Equal(["c.jpg: of two endings", "v1.0/a.jpg: from json", "v1.0/b.png: from caption"], Captions(server), StringComparer.Ordinal);
        Assert.Equal("sold", (string?)FieldsOf(server, "v1.0/a.jpg")["status"]);
        Assert.Contains("; 1 other file skipped", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Example_OfSeveralPictures_SharesWhatNoneHasOfItsOwn(string file)
    {
        var (_, server) = await RunAsync(
            file, ("k.left.jpg", "1"), ("k.right.jpg", "2"), ("k.right.txt", "the right one"), ("k.txt", "both"),
            ("IMG.1.jpg", "3"), ("IMG.1.txt", "one"), ("IMG.2.jpg", "4"));

        Assert.Equal(
            ["IMG.1.jpg: one", "IMG.2.jpg: ", "k.left.jpg: both", "k.right.jpg: the right one"], Captions(server), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("p.zip")]
    [InlineData("p.tar")]
    public async Task Captions_AwayFromTheirPictures_AreFound(string file)
    {
        var (_, server) = await RunAsync(file, ("a.txt", "one"), ("b.txt", "two"), ("a.jpg", "1"), ("b.jpg", "2"));

        Assert.Equal(["a.jpg: one", "b.jpg: two"], Captions(server), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Member_ThatIsNoJson_CountsAsNone(string file)
    {
        var (run, server) = await RunAsync(
            file, ("a.jpg", "1"), ("a.json", "{\"caption\""), ("b.jpg", "2"), ("b.json", """["x"]"""),
            ("c.jpg", "3"), ("c.json", """{"x":{},"y":1}"""));

        Assert.Equal(0, run.Code);
        Assert.Equal("1", FieldsOf(server, "c.jpg")["y"]!.ToJsonString());
    }

    [Fact]
    public async Task ManyPictures_OfOneKey_DoNotAllWait()
    {
        var pictures = Enumerable.Range(0, 60).SelectMany(i => new[] { ($"IMG.{i}.jpg", $"{i}"), ($"IMG.{i}.txt", $"caption {i}") });

        var (run, server) = await RunAsync("p.tar.gz", [.. pictures]);

        Assert.Equal(0, run.Code);
        Assert.Equal(60, Captions(server).Count(caption => caption.Contains(": caption ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DryRun_OfAnArchive_SaysWhatBecameWhat()
    {
        var (run, _) = await RunAsync("p.tar", ["--dry-run"], ("a.jpg", "1"), ("a.txt", "one"));
        var (json, _) = await RunAsync("p.tar", ["--dry-run", "--json"], ("a.jpg", "1"), ("a.txt", "one"));

        Assert.Contains("Found beside the images: captions: 1 from .txt", run.Out, StringComparison.Ordinal);
        Assert.Equal(1, (int?)JsonNode.Parse(json.Out.TrimEnd().Split('\n')[^1])!["captions"]);
    }

    private static IEnumerable<string> Captions(FakeServer server) =>
        server.Details.Select(details => $"{details["name"]}: {details["caption"]}").Order(StringComparer.Ordinal);

    private static JsonObject FieldsOf(FakeServer server, string name) =>
        server.Details.Single(details => (string?)details["name"] == name)["fields"]!.AsObject();

    private static Task<(CliRun Run, FakeServer Server)> RunAsync(string file, params (string Name, string Text)[] members) =>
        RunAsync(file, [], members);

    private static async Task<(CliRun Run, FakeServer Server)> RunAsync(string file, string[] options, params (string Name, string Text)[] members)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        (string, byte[])[] entries = [.. members.Select(member => (member.Name, Encoding.UTF8.GetBytes(member.Text)))];
        var bytes = file == "p.zip" ? Zip(entries) : file == "p.tar" ? Tar(entries) : GZip(Tar(entries));
        return (await CliRun.WithAsync(server, ["ingest", folder.Add(file, bytes), "-c", "pics", .. options]), server);
    }
}
