using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

/// <summary>What is not read is named for what it is, with advice.</summary>
public sealed class ArchiveKindTests
{
    private static readonly byte[] A = Noise(600);

    [Theory]
    [InlineData(12, "BZip2")]
    [InlineData(14, "LZMA")]
    [InlineData(93, "Zstandard")]
    [InlineData(95, "XZ")]
    [InlineData(98, "PPMd")]
    [InlineData(77, "method 77")]
    public async Task Zip_CompressionThatIsNotRead_IsNamed(int method, string name)
    {
        var run = await RunAsync("p.zip", Legacy.WithMethod(Zip(("a.jpg", A)), (ushort)method));

        Assert.Equal(1, run.Code);
        Assert.Contains($"failed: a.jpg: it is compressed with {name}, which is not read: unpack the archive", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.tar.bz2", "BZh91AY", "compressed with bzip2, which is not read: run bunzip2")]
    [InlineData("p.tar.xz", "\u00FD7zXZ\0", "compressed with xz, which is not read: run unxz")]
    [InlineData("p.tar.zst", "\u0028\u00B5\u002F\u00FD", "compressed with Zstandard, which is not read: run unzstd")]
    [InlineData("p.7z", "7z\u00BC\u00AF\u0027\u001C", "a 7z archive, which is not read: unpack it")]
    [InlineData("p.rar", "Rar!\u001A\u0007", "a RAR archive, which is not read: unpack it")]
    [InlineData("p.zip.001", "PK\u0003\u0004", "a part of a split archive, which is not read: join the parts first")]
    [InlineData("p.z01", "PK\u0007\u0008", "a part of a split archive, which is not read: join the parts first")]
    public async Task Archive_OfAKindThatIsNotRead_IsNamed(string file, string beginning, string reason)
    {
        var run = await RunAsync(file, [.. System.Text.Encoding.Latin1.GetBytes(beginning), .. A]);

        Assert.Equal(1, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_LastPartOfASplitOne_IsNamed()
    {
        var zip = Zip(("a.jpg", A));
        zip[zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8) + 4] = 2;

        var run = await RunAsync("p.zip", zip);

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: p.zip: it is a part of a split archive", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.zip", "inner.zip")]
    [InlineData("p.tar", "x/inner.tar.gz")]
    [InlineData("p.tgz", "inner.7z")]
    public async Task Archive_WithinAnother_IsNamedUnlessExcluded(string file, string inner)
    {
        (string, byte[])[] entries = [("a.jpg", A), (inner, A)];
        var bytes = file == "p.zip" ? Zip(entries) : file == "p.tar" ? Tar(entries) : GZip(Tar(entries));

        var run = await RunAsync(file, bytes);
        var without = await RunAsync(file, bytes, "--exclude", inner);

        Assert.Equal((1, 0), (run.Code, without.Code));
        Assert.Contains($"failed: {inner}: an archive within the archive, which is not read: unpack", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 added", run.Out, StringComparison.Ordinal);
    }

    private static async Task<CliRun> RunAsync(string file, byte[] bytes, params string[] options)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new PictureFolder();
        return await CliRun.WithAsync(server, ["ingest", folder.Add(file, bytes), "-c", "pics", .. options]);
    }
}
