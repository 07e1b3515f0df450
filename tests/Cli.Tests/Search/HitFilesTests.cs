using Txt2Image.Cli.Search;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Search;

public sealed class HitFilesTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_OfASearch_IsItsImagesInOrder()
    {
        var collection = await server.NewGalleryAsync(11);
        using var folder = new TemporaryFolder();

        var run = await server.RunAsync("search", "red", "-c", collection, "-k", "11", "--output", folder["new/found"]);

        Assert.Equal(0, run.Code);
        Assert.Contains($"11 images in {folder["new/found"]}", run.Error, StringComparison.Ordinal);
        var rows = run.Out.TrimEnd().Split('\n').Select(static row => row.Split('\t')).ToList();
        Assert.Equal(
            rows.Select(static row => $"{int.Parse(row[0], null):00} {row[2]}"),
            Directory.EnumerateFiles(folder["new/found"]).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var first = int.Parse(rows[0][2].Split('.')[0], null);
        Assert.Equal(Png.Of(first), await File.ReadAllBytesAsync(folder["new/found", $"01 {first}.png"], Token));
    }

    [Fact]
    public async Task Output_ThatIsAFile_IsAFailureThatNamesIt()
    {
        var collection = await server.NewGalleryAsync(1);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["taken"], "", Token);

        var run = await server.RunAsync("search", "red", "-c", collection, "--output", folder["taken"]);

        Assert.Equal(1, run.Code);
        Assert.Contains(folder["taken"], run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_OfAnImageWhoseBytesAreLost_SavesTheOthers()
    {
        var collection = await server.NewGalleryAsync(3);
        await server.LoseAsync(collection, Png.Of(1));
        using var folder = new TemporaryFolder();

        var run = await server.RunAsync("search", "red", "-c", collection, "-o", folder.Path);

        Assert.Equal(1, run.Code);
        Assert.Contains("1.png: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.EnumerateFiles(folder.Path).Count());
    }

    [Theory]
    [InlineData("beach.jpg", "ff d8 ff e0", "beach.jpg")]
    [InlineData("beach.JPEG", "ff d8 ff e0", "beach.JPEG")]
    [InlineData("a/b\\c:d.png", "89 50 4e 47", "a_b_c_d.png")]
    [InlineData("../../etc/passwd", "47 49 46 38", ".._.._etc_passwd.gif")]
    [InlineData("photo.NEF", "4d 4d 00 2a", "photo.NEF")]
    [InlineData("scan", "4d 4d 00 2a", "scan.tif")]
    [InlineData("IMG_0001.HEIC", "00 00 00 18 66 74 79 70 68 65 69 63", "IMG_0001.HEIC")]
    [InlineData("photo.nef", "52 49 46 46 00 00 00 00 57 45 42 50", "photo.nef.webp")]
    [InlineData("dots. .", "00", "dots")]
    [InlineData("\u202egnp.exe\u0000", "00", "_gnp.exe_")]
    [InlineData(null, "42 4d", "image.bmp")]
    public void FileName_OfAHit_IsSafeAndSaysItsType(string? name, string bytes, string expected) =>
        Assert.Equal(expected, HitFiles.FileName(name, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void FileName_Long_IsCut() => Assert.InRange(HitFiles.FileName(new string('é', 500), [0]).Length, 100, 125);
}
