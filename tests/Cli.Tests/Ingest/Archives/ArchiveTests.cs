using System.Formats.Tar;
using System.Security.Cryptography;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class ArchiveTests
{
    private static readonly byte[] A = Noise(1000);
    private static readonly byte[] B = Noise(2000, 2);

    /// <summary>Too large to be kept in memory.</summary>
    private static readonly byte[] Large = Noise(5 << 20, 3);

    private static readonly (string, byte[])[] Entries =
        [("a.jpg", A), ("deep/b.PNG", B), ("deep/", []), ("notes.md", A), ("data.bin", A), (".hidden.jpg", A), ("__MACOSX/a.jpg", A),
            ("large.tif", Large)];

    [Theory]
    [InlineData("pics.zip")]
    [InlineData("pics.tar")]
    [InlineData("pics.tar.gz")]
    [InlineData("pics.tgz")]
    public async Task Archive_OfEachKind_GivesItsImagesByteForByte(string name)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        folder.Add(name, Bytes(name));

        var run = await CliRun.WithAsync(server, "ingest", folder.Of(name), "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(["a.jpg", "deep/b.PNG", "large.tif"], server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All([A, B, Large], bytes => Assert.Contains(new Guid(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true), server.Ids.Keys));
        Assert.Contains("2 other files skipped", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pics.zip")]
    [InlineData("pics.tar.gz")]
    public async Task Archive_SecondTime_SendsNothing(string name)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        folder.Add(name, Bytes(name));
        string[] args = ["ingest", folder.Of(name), "-c", "pics", "--state", folder.Of("state")];

        await CliRun.WithAsync(server, args);
        var uploads = server.Uploads.Count;
        var again = await CliRun.WithAsync(server, args);

        Assert.Equal(uploads, server.Uploads.Count);
        Assert.Contains("3 images: 0 added, 0 updated, 3 unchanged, 0 failed", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_RefusedAtFirst_IsSentAgainWithAllItsBytes()
    {
        await using var server = await FakeServer.StartAsync();
        server.RefuseNext(429, "Overloaded", retryAfter: 0);
        server.RefuseNext(503, "Unavailable", retryAfter: 0);
        using var folder = new PictureFolder();
        var path = folder.Add("p.tar.gz", GZip(Tar(("large.jpg", Large))));

        var run = await CliRun.WithAsync(server, "ingest", path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(new Guid(SHA256.HashData(Large).AsSpan(0, 16), bigEndian: true), server.Ids.Keys.Single());
    }

    [Fact]
    public async Task Archive_Read_LeavesNoTemporaryFiles()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var path = folder.Add("p.zip", Zip(("large.jpg", Large)));
        var before = TemporaryFiles();
        string[] during = [];
        server.BeforeUpload = _ =>
        {
            during = [.. TemporaryFiles().Except(before, StringComparer.Ordinal)];
            return Task.CompletedTask;
        };

        await CliRun.WithAsync(server, "ingest", path, "-c", "pics");

        // Other runs on this machine may have files there at the same time; they end too.
        Assert.NotEmpty(during);
        await Eventually.IsTrueAsync(() => !during.Any(File.Exists));
    }

    [Fact]
    public async Task Zip_CaptionsBesideImages_AreSent()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var path = folder.Add("p.zip", Zip(("x/a.jpg", A), ("x/a.txt", "a red fox\nin snow\n\nnot this"u8.ToArray()), ("b.jpg", B)));

        await CliRun.WithAsync(server, "ingest", path, "-c", "pics");

        Assert.Equal(
            ["x/a.jpg: a red fox in snow", "b.jpg: "],
            server.Details.Select(details => $"{details["name"]}: {details["caption"]}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Tar_LinksAndDevices_AreRefusedByName()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var path = folder.Add("p.tar", Tar(writer =>
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.jpg") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe.jpg"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.jpg") { DataStream = new MemoryStream(A) });
        }));

        var run = await CliRun.WithAsync(server, "ingest", path, "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Equal(["a.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
        Assert.Contains("failed: link.jpg: not a regular file", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: pipe.jpg: not a regular file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256:", true)]
    [InlineData("SHA256:", true)]
    [InlineData(null, false)]
    public async Task Checksum_OfALocalArchive_MustAgree(string? prefix, bool agrees)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var bytes = Zip(("a.jpg", A));
        var path = folder.Add("p.zip", bytes);
        var checksum = prefix is null ? "sha256:" + new string('0', 64) : prefix + Convert.ToHexString(SHA256.HashData(bytes));

        var run = await CliRun.WithAsync(server, "ingest", path, "-c", "pics", "--checksum", checksum);

        Assert.Equal(agrees ? 0 : 1, run.Code);
        Assert.Equal(agrees, !server.Uploads.IsEmpty);
        Assert.Equal(!agrees, run.Error.Contains("the archive is not the expected one", StringComparison.Ordinal));
    }

    private static string[] TemporaryFiles() => Directory.GetFiles(Path.GetTempPath(), "txt2image-????????????????????????????????");

    private static byte[] Bytes(string name) => name switch
    {
        "pics.zip" => Zip(Entries),
        "pics.tar" => Tar([.. Entries.Where(entry => !entry.Item1.EndsWith('/'))]),
        _ => GZip(Tar([.. Entries.Where(entry => !entry.Item1.EndsWith('/'))])),
    };
}
