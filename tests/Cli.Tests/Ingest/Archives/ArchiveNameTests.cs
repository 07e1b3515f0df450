using System.Formats.Tar;
using System.Text;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class ArchiveNameTests
{
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437)!;
    private static readonly Encoding Japanese = CodePagesEncodingProvider.Instance.GetEncoding("shift_jis")!;
    private static readonly string Long = string.Join('/', Enumerable.Repeat("a folder with a long name", 12)) + "/tête.jpg";

    [Fact]
    public async Task Zip_NamesInCodePage437_AllArriveAndAreKnownNextTime()
    {
        string[] names = ["Übung.jpg", "Öbung.jpg", "Äbung.jpg", "plain.jpg"];
        var zip = Legacy.Zip([.. names.Select((name, i) => (Dos.GetBytes(name), Noise(100, i), Array.Empty<byte>()))]);

        await AssertArriveAsync("p.zip", zip, names);
    }

    [Fact]
    public async Task Zip_OfTheSharedCase_HasItsFourNames() => await AssertArriveAsync(
        "p.zip", await File.ReadAllBytesAsync(SharedData.Require("cases", "02-zip-tar-legacy-names", "cp437.zip")),
        ["Übung.jpg", "Öbung.jpg", "Äbung.jpg", "plain.jpg"]);

    [Fact]
    public async Task Zip_NamesInAGivenEncoding_AreReadInIt()
    {
        string[] names = ["写真.jpg", "絵画.jpg", "東京.jpg", "大阪.jpg"];
        var zip = Legacy.Zip([.. names.Select((name, i) => (Japanese.GetBytes(name), Noise(100, i), Array.Empty<byte>()))]);

        await AssertArriveAsync("p.zip", zip, names, "--names-encoding", "shift_jis");
    }

    [Fact]
    public async Task Zip_NamesInUtf8WithoutTheFlag_AreReadAsUtf8()
    {
        string[] names = ["写真.jpg", "tête.jpg"];
        var zip = Legacy.Zip([.. names.Select((name, i) => (Encoding.UTF8.GetBytes(name), Noise(100, i), Array.Empty<byte>()))]);

        await AssertArriveAsync("p.zip", zip, names);
    }

    [Fact]
    public async Task Zip_UnicodePath_CountsIfItIsThatOfTheName()
    {
        var (name, other) = (Dos.GetBytes("Übung.jpg"), Dos.GetBytes("renamed.jpg"));
        var zip = Legacy.Zip(
            (name, Noise(100, 1), Legacy.UnicodePath(name, "写真.jpg")),
            (other, Noise(100, 2), Legacy.UnicodePath(name, "絵画.jpg")));

        await AssertArriveAsync("p.zip", zip, ["写真.jpg", "renamed.jpg"], "--names-encoding", "cp866");
    }

    [Theory]
    [InlineData("p.tar")]
    [InlineData("p.tar.gz")]
    public async Task Tar_NamesInLatin1_AllArriveAndAreKnownNextTime(string file)
    {
        string[] names = ["tête.jpg", "tète.jpg", "tâte.jpg"];
        var tar = Legacy.Tar([.. names.Select((name, i) => (Encoding.Latin1.GetBytes(name), Noise(700, i)))]);

        await AssertArriveAsync(file, file == "p.tar" ? tar : GZip(tar), names);
    }

    [Fact]
    public async Task Tar_NamesInAGivenEncoding_AreReadInIt() => await AssertArriveAsync(
        "p.tar",
        Legacy.Tar((Japanese.GetBytes("写真.jpg"), Noise(10)), (Japanese.GetBytes("絵画.jpg"), Noise(10, 2))),
        ["写真.jpg", "絵画.jpg"],
        "--names-encoding", "932");

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Tar_LongNames_AreWhole(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        await using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            TarEntry Entry(string name, int seed) => format == TarEntryFormat.Pax
                ? new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Noise(700, seed)) }
                : new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Noise(700, seed)) };
            await writer.WriteEntryAsync(Entry(Long, 1), TestContext.Current.CancellationToken);
            await writer.WriteEntryAsync(Entry("b.jpg", 2), TestContext.Current.CancellationToken);
        }

        await AssertArriveAsync("p.tar", stream.ToArray(), [Long, "b.jpg"]);
    }

    [Theory]
    [InlineData("p.zip")]
    [InlineData("p.tar")]
    [InlineData("p.tar.gz")]
    public async Task Archive_TwoEntriesOfOneName_BothArrive(string file)
    {
        (string, byte[])[] entries = [("x/a.jpg", Noise(100, 1)), ("x/a.jpg", Noise(100, 2)), ("x//a.jpg", Noise(100, 3))];

        await AssertArriveAsync(
            file, file == "p.zip" ? Zip(entries) : file == "p.tar" ? Tar(entries) : GZip(Tar(entries)),
            ["x/a.jpg", "x/a.jpg", "x/a.jpg"]);
    }

    [Fact]
    public async Task NamesEncoding_ThatIsNone_IsAUsageError()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");

        var zip = folder.Add("p.zip", Zip(("a.jpg", Noise(1))));

        var unknown = await CliRun.WithAsync(server, "ingest", zip, "-c", "pics", "--names-encoding", "sjiss");
        var needless = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--names-encoding", "gbk");

        Assert.Equal((2, 2), (unknown.Code, needless.Code));
        Assert.Contains("there is no encoding 'sjiss'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("--names-encoding needs an archive", needless.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_OfAnyName_StayDifferentNames()
    {
        var decoder = new NameDecoder(NameDecoder.Find("shift_jis"));
        byte[][] names = [.. Enumerable.Range(0x80, 128).Select(i => new[] { (byte)i, (byte)'.', (byte)'j' })];

        Assert.Equal(names.Length, names.Select(name => decoder.OfTar(name)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names.Length, names.Select(name => decoder.OfZip(name, isUtf8: true, [])).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task AssertArriveAsync(string file, byte[] archive, string[] names, params string[] options)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        string[] args = ["ingest", folder.Add(file, archive), "-c", "pics", "--state", folder.Of("state"), .. options];

        var run = await CliRun.WithAsync(server, args);
        var uploads = server.Uploads.Count;
        var again = await CliRun.WithAsync(server, args);

        Assert.Equal((0, 0), (run.Code, again.Code));
        Assert.Equal(names.Order(StringComparer.Ordinal), server.Names.Keys.Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(names.Length, server.Ids.Count);
        Assert.Equal(uploads, server.Uploads.Count);
    }
}
