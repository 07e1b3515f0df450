using System.Globalization;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Measures peak memory over sets of images in a child process: this test program, started with an environment variable.</summary>
public class MemoryTests
{
    /// <summary>The default limit, over the reference set and the images that must be rejected.</summary>
    [Theory]
    [InlineData(ImageDecoder.Vips, 33)]
    [InlineData(ImageDecoder.ImageSharp, 33)]
    public void Prepare_WholeGoldenSet_StaysWithinItsMemory(ImageDecoder decoder, int decoded) =>
        AssertWithin(SharedData.Require("images-golden"), pixelLimit: 100_000_000, decoder, expectedFiles: 48, decoded);

    /// <summary>
    /// 12 megapixels in every format whose decoder may hold the whole picture: at this limit and at twice the limit, the most demanding are rejected
    /// and the others come close to the bound.
    /// </summary>
    [Theory]
    [InlineData(12_000_000, ImageDecoder.Vips, 6)]
    [InlineData(24_000_000, ImageDecoder.Vips, 9)]
    [InlineData(30_000_000, ImageDecoder.ImageSharp, 1)]
    [InlineData(48_000_000, ImageDecoder.ImageSharp, 11)]
    public void Prepare_LargePictures_StayWithinItsMemory(long pixelLimit, ImageDecoder decoder, int decoded)
    {
        using var folder = new TemporaryFolder();
        AssertWithin(folder.Path, pixelLimit, decoder, LargePictures.Write(folder.Path, 4000, 3000), decoded);
    }

    /// <summary>
    /// Scans of 104 MB, and a progressive picture of 47 megapixels, whose coefficients would take 280 MB: more than their file is never in memory.
    /// </summary>
    [Theory]
    [InlineData("progressive.jpg")]
    [InlineData("scan.tif")]
    [InlineData("scan.bmp")]
    [InlineData("scan.png")]
    public void Prepare_TodaysPicture_TakesLittleMoreThanItsFile(string kind)
    {
        using var folder = new TemporaryFolder();
        var file = TodaysPictures.Of(kind);
        File.WriteAllBytes(folder[kind], file);
        AssertWithin(folder.Path, new ImageLimits().MaxPixels, ImageDecoder.Vips, expectedFiles: 1, expectedDecoded: 1, file.Length + (96L << 20));
    }

    private static void AssertWithin(
        string folder, long pixelLimit, ImageDecoder decoder, int expectedFiles, int expectedDecoded, long? most = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Peak memory is read from /proc, which only Linux has.");
        var output = OwnProcess.Run(MemoryChild.Variable, string.Create(CultureInfo.InvariantCulture, $"{pixelLimit}|{decoder}|{folder}"));
        var lines = output.Trim().Split('\n');
        var numbers = lines[^1].Split(' ').Select(static n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var (files, decoded, baseline, peak) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        Assert.True((expectedFiles, expectedDecoded) == ((int)files, (int)decoded), $"{files} files, {decoded} decoded. Rejected:\n{output}");
        var allowed = baseline + (most ?? Math.Min(3 * pixelLimit, 336 << 20) + (64 << 20));
        Assert.True(peak > baseline && peak <= allowed, $"{output}: peak {peak >> 20} MB, baseline {baseline >> 20} MB, allowed {allowed >> 20} MB");
        TestContext.Current.SendDiagnosticMessage(
            $"baseline {baseline >> 20} MB, peak {peak >> 20} MB of {allowed >> 20} MB, {decoded} of {files} decoded");
    }
}
