using System.Formats.Tar;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class HardLinkTests
{
    private static readonly byte[] Large = Noise(5 << 20);

    [Theory]
    [InlineData("p.tar")]
    [InlineData("p.tar.gz")]
    public async Task Link_ToAFileBeforeIt_IsThatFile(string file)
    {
        var tar = Tar(writer =>
        {
            Write(writer, "best/z.jpg", Large);
            Write(writer, "notes.bin", Noise(300));
            Link(writer, "2024/z.jpg", "best/z.jpg");
            Link(writer, "./copy.jpg", "2024/z.jpg");
            Link(writer, "by-number.jpg", "notes.bin");
        });

        var (run, server) = await RunAsync(file, tar);

        Assert.Equal(0, run.Code);
        Assert.Equal(["2024/z.jpg", "best/z.jpg", "by-number.jpg", "copy.jpg"], Names(server), StringComparer.Ordinal);
        Assert.Equal(Large.Length, server.Collections["pics"]["copy.jpg"]);
        Assert.Equal(2, server.Ids.Count);
    }

    [Theory]
    [InlineData("p.tar")]
    [InlineData("p.tar.gz")]
    public async Task Link_ToNoFileBeforeIt_IsAClearFailure(string file)
    {
        var tar = Tar(writer =>
        {
            Link(writer, "early.jpg", "late.jpg");
            Link(writer, "lost.jpg", "nowhere.jpg");
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "soft.jpg") { LinkName = "late.jpg" });
            Link(writer, "of-link.jpg", "soft.jpg");
            Write(writer, "late.jpg", Noise(100));
        });

        var (run, server) = await RunAsync(file, tar);

        Assert.Equal(1, run.Code);
        Assert.Equal(["late.jpg"], Names(server), StringComparer.Ordinal);
        Assert.Contains("failed: early.jpg: a hard link to 'late.jpg', which is no file before it", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: lost.jpg: a hard link to 'nowhere.jpg', which is no file before it", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: of-link.jpg: a hard link to 'soft.jpg', which is no file before it", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: soft.jpg: not a regular file, but a symbolic link to 'late.jpg'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_OfTheSharedCase_AreThreeNamesOfOneImage()
    {
        var (run, server) = await RunAsync("hl.tar", await File.ReadAllBytesAsync(SharedData.Require("cases", "09-tar-hard-links", "hl.tar")));

        Assert.Equal(0, run.Code);
        Assert.Equal(["hl/2024/z.jpg", "hl/aaa.jpg", "hl/best/z.jpg"], Names(server), StringComparer.Ordinal);
        Assert.Single(server.Ids);
    }

    private static void Write(TarWriter writer, string name, byte[] bytes) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });

    private static void Link(TarWriter writer, string name, string target) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = target });

    private static IEnumerable<string> Names(FakeServer server) => server.Collections["pics"].Keys.Order(StringComparer.Ordinal);

    private static async Task<(CliRun Run, FakeServer Server)> RunAsync(string file, byte[] tar)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var path = folder.Add(file, file.EndsWith(".gz", StringComparison.Ordinal) ? GZip(tar) : tar);
        return (await CliRun.WithAsync(server, "ingest", path, "-c", "pics"), server);
    }
}
