using NetVips;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>A progressive JPEG that is rewritten while it is read has the same pixels.</summary>
public class JpegBaselineTests
{
    [Theory]
    [InlineData(160, 120, 3, Enums.ForeignSubsample.Off, 0)]
    [InlineData(160, 120, 3, Enums.ForeignSubsample.On, 0)]
    [InlineData(157, 113, 3, Enums.ForeignSubsample.On, 0)]
    [InlineData(157, 113, 3, Enums.ForeignSubsample.Off, 5)]
    [InlineData(9, 300, 3, Enums.ForeignSubsample.On, 1)]
    [InlineData(1, 1, 3, Enums.ForeignSubsample.On, 0)]
    [InlineData(157, 113, 1, Enums.ForeignSubsample.Off, 0)]
    [InlineData(100, 70, 4, Enums.ForeignSubsample.Off, 0)]
    public void Read_ProgressivePicture_HasTheSamePixels(int width, int height, int bands, Enums.ForeignSubsample sampling, int restarts)
    {
        foreach (var quality in (int[])[30, 75, 98])
        {
            var progressive = Progressive(width, height, bands, quality, sampling, restarts);

            var baseline = ReadAll(JpegBaseline.Of(progressive)!);

            Assert.False(JpegFile.Read(baseline)!.IsProgressive);
            Assert.Equal(PixelsOf(progressive), PixelsOf(baseline));
        }
    }

    [Fact]
    public void Of_BaselineOrUnfinishedFile_IsNone()
    {
        using var image = Picture(64, 48, 3);
        Assert.Null(JpegBaseline.Of(image.JpegsaveBuffer()));
        var progressive = image.JpegsaveBuffer(interlace: true);
        Assert.NotNull(JpegBaseline.Of(progressive));
        Assert.Null(JpegBaseline.Of(progressive[..^2]));
    }

    [Fact]
    public void Read_DamagedPicture_IsReadOrInvalid()
    {
        var random = new Random(5);
        var whole = Progressive(64, 48, 3, 80, Enums.ForeignSubsample.On, restarts: 0);
        for (var i = 0; i < 500; i++)
        {
            var file = whole.ToArray();
            for (var flips = 1 + random.Next(3); flips > 0; flips--)
            {
                file[random.Next(2, file.Length)] = (byte)random.Next(256);
            }

            var exception = Record.Exception(() => JpegBaseline.Of(file) is { } baseline ? ReadAll(baseline) : []);
            Assert.True(exception is null or InvalidDataException, exception?.ToString());
        }
    }

    private static byte[] Progressive(int width, int height, int bands, int quality, Enums.ForeignSubsample sampling, int restarts)
    {
        using var image = Picture(width, height, bands);
        return image.JpegsaveBuffer(q: quality, interlace: true, subsampleMode: sampling, restartInterval: restarts);
    }

    private static Image Picture(int width, int height, int bands)
    {
        var random = new Random(1);
        byte[] pixels = [.. Enumerable.Range(0, width * height * bands).Select(
            i => (byte)(128 + (70 * Math.Sin(i / bands % width / 11.0)) + (((i / bands / width / 16) % 2) * 30) + random.Next(20)))];
        using var raw = Pictures.Raw(pixels, width, height, bands);
        return bands == 4 ? raw.Copy(interpretation: Enums.Interpretation.Cmyk) : raw.Copy();
    }

    private static byte[] PixelsOf(byte[] file)
    {
        using var image = Image.JpegloadBuffer(file);
        return image.WriteToMemory<byte>();
    }

    private static byte[] ReadAll(JpegBaseline baseline)
    {
        using var all = new MemoryStream();
        var buffer = new byte[777];
        for (int read; (read = baseline.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
