using System.Buffers.Binary;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class HostileArchiveTests
{
    private static readonly byte[] A = Noise(3000);

    [Theory]
    [InlineData("/etc/a.jpg", "its name is an absolute path")]
    [InlineData("../a.jpg", "its name would escape the archive")]
    [InlineData("x/../../a.jpg", "its name would escape the archive")]
    [InlineData("..\\a.jpg", "its name would escape the archive")]
    [InlineData("C:\\a.jpg", "its name is an absolute path")]
    public async Task Name_ThatLeadsOut_IsRefusedInZipAndTar(string name, string reason)
    {
        foreach (var (file, bytes) in new[] { ("p.zip", Zip((name, A), ("b.jpg", A))), ("p.tar", Tar((name, A), ("b.jpg", A))) })
        {
            await using var server = await FakeServer.StartAsync();
            using var folder = new PictureFolder();

            var run = await CliRun.WithAsync(server, "ingest", folder.Add(file, bytes), "-c", "pics");

            Assert.Equal(1, run.Code);
            Assert.Equal(["b.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
            Assert.Contains($"failed: {name}: {reason}", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Name_WithNeedlessParts_IsCleaned()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();

        await CliRun.WithAsync(server, "ingest", folder.Add("p.tar", Tar(("./x//a.jpg", A))), "-c", "pics");

        Assert.Equal(["x/a.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("p.zip", "the archive is damaged")]
    [InlineData("p.tar", "the archive ends early or is damaged after 2 files")]
    [InlineData("p.tar.gz", "the archive ends early or is damaged")]
    public async Task Archive_CutShort_IsOneClearFailure(string name, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        (string, byte[])[] entries = [("a.jpg", A), ("b.jpg", Noise(300_000))];
        var whole = name == "p.zip" ? Zip(entries) : name == "p.tar" ? Tar(entries) : GZip(Tar(entries));

        var run = await CliRun.WithAsync(server, "ingest", folder.Add(name, whole[..(whole.Length / 2)]), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains($"failed: {name}: {reason}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("b.jpg", server.Collections.TryGetValue("pics", out var pics) ? pics.Keys : []);
    }

    [Fact]
    public async Task Zip_EntryWithOtherBytesThanItSays_FailsAlone()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var bytes = Zip(("a.jpg", A), ("b.jpg", A));
        // Flips a bit of the first entry's bytes. Noise cannot be compressed, so the entry still unpacks.
        bytes[500] ^= 1;

        var run = await CliRun.WithAsync(server, "ingest", folder.Add("p.zip", bytes), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Equal(["b.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
        Assert.Contains("failed: a.jpg: it is damaged in the archive", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100u, "it is damaged in the archive")]
    [InlineData(1_000_000u, "it is damaged in the archive")]
    [InlineData(300u << 20, "it unpacks to more than 256 MB")]
    public async Task Zip_EntryOfAnotherSizeThanItSays_Fails(uint said, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var bytes = Zip(("a.jpg", new byte[200_000]));
        Say(bytes, said);

        var run = await CliRun.WithAsync(server, "ingest", folder.Add("p.zip", bytes), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Empty(server.Uploads);
        Assert.Contains($"failed: a.jpg: {reason}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bomb.zip")]
    [InlineData("bomb.tar.gz")]
    public async Task Archive_ThatUnpacksToFarMoreThanItsSize_IsReadNoFurther(string name)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var entries = Enumerable.Range(0, 12).Select(i => ($"{i:00}.jpg", new byte[10 << 20])).ToArray();

        var run = await CliRun.WithAsync(server, "ingest", folder.Add(name, name == "bomb.zip" ? Zip(entries) : GZip(Tar(entries))), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("unpacks to more than 100 times its size", run.Error, StringComparison.Ordinal);
        Assert.InRange(server.Collections["pics"].Count, 1, 7);
    }

    [Fact]
    public async Task TarGz_ThatHidesTheBombInAnotherFile_IsReadNoFurther()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var bytes = GZip(Tar(("a.jpg", A), ("zeros.bin", new byte[100 << 20]), ("b.jpg", A)));

        var run = await CliRun.WithAsync(server, "ingest", folder.Add("p.tgz", bytes), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Equal(["a.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
        Assert.Contains("failed: p.tgz: it unpacks to more than", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_WithAPassword_IsOneClearFailure()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var bytes = Zip(("a.jpg", A), ("b.jpg", A));
        Encrypt(bytes);

        var run = await CliRun.WithAsync(server, "ingest", folder.Add("p.zip", bytes), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: p.zip: 2 files in it can only be read with a password", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Uploads);
    }

    [Fact]
    public async Task Tar_CutOffBetweenTwoFiles_IsDistinguishedFromAWholeOne()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        var whole = Tar(("a.jpg", A), ("b.jpg", A));
        var one = Tar(("a.jpg", A)).Length - 1024;

        foreach (var (name, bytes) in new[] { ("p.tar", whole[..one]), ("p.tgz", GZip(whole[..one])) })
        {
            var run = await CliRun.WithAsync(server, "ingest", folder.Add(name, bytes), "-c", "pics");

            Assert.Equal(1, run.Code);
            Assert.Contains($"failed: {name}: the archive ends early", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pipe_NamedLikeAnArchive_IsNotWaitedFor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        System.Diagnostics.Process.Start("mkfifo", folder.Of("p.zip")).WaitForExit();

        var run = await CliRun.WithAsync(server, "ingest", folder.Of("p.zip"), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("is not a zip, tar or tar.gz", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoArchive_EndsTheRunWithItsReason()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();

        var run = await CliRun.WithAsync(server, "ingest", folder.Add("p.zip", "<html>Not found</html>"), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("is not a zip, tar or tar.gz", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Makes the zip's directory declare another size for its only entry.</summary>
    private static void Say(byte[] zip, uint size)
    {
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 24), size);
    }

    /// <summary>Sets the encryption flag of each entry.</summary>
    private static void Encrypt(byte[] zip)
    {
        for (var at = 0; at < zip.Length - 10; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\u0003\u0004"u8))
            {
                zip[at + 6] |= 1;
            }

            if (zip.AsSpan(at).StartsWith("PK\u0001\u0002"u8))
            {
                zip[at + 8] |= 1;
            }
        }
    }
}
