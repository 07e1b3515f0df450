using NetVips;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class TakenTimeTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Theory]
    [InlineData("2024:05:31 18:30:05", null, "2024-05-31T18:30:05Z")]
    [InlineData("2024:05:31 18:30:05", "+02:00", "2024-05-31T16:30:05Z")]
    [InlineData("2024:01:01 00:30:00", "-05:30", "2024-01-01T06:00:00Z")]
    [InlineData("1969:12:31 23:59:58", null, "1969-12-31T23:59:58Z")]
    [InlineData("2024:05:31 18:30:05", "east", "2024-05-31T18:30:05Z")]
    [InlineData("2024:05:31 18:30:05", "+99:00", "2024-05-31T18:30:05Z")]
    public async Task Prepare_JpegWithADate_TellsWhenItWasTaken(string date, string? offset, string expected)
    {
        var prepared = await Preparer.PrepareAsync(Jpeg(date, offset), new(32, 32), default);

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds(), prepared.Taken);
    }

    [Theory]
    [InlineData("0000:00:00 00:00:00")]
    [InlineData("2024:13:45 99:99:99")]
    [InlineData("0001:01:01 00:00:00")]
    [InlineData("    :  :     :  :  ")]
    [InlineData("yesterday, I believe")]
    public async Task Prepare_MalformedDate_IsIgnored(string date)
    {
        Assert.Null((await Preparer.PrepareAsync(Jpeg(date, null), new(32, 32), default)).Taken);
    }

    [Fact]
    public async Task Prepare_NoExif_TellsNothing()
    {
        using var picture = Pictures.Quarters(40, 40);
        Assert.Null((await Preparer.PrepareAsync(picture.JpegsaveBuffer(), new(32, 32), default)).Taken);
        Assert.Null((await Preparer.PrepareAsync(picture.PngsaveBuffer(), new(32, 32), default)).Taken);
    }

    /// <summary>Truncates the block at every byte and changes every byte: the result may be another date or none, but nothing is thrown.</summary>
    [Fact]
    public void Read_DamagedBlocks_TellADateOrNothing()
    {
        var exif = Exif();
        Assert.NotNull(TakenTime.Read(exif));
        for (var i = 0; i < exif.Length; i++)
        {
            TakenTime.Read(exif[..i]);
            foreach (var value in (byte[])[0, 1, 0x7f, 0xff])
            {
                var damaged = exif.ToArray();
                damaged[i] = value;
                TakenTime.Read(damaged);
            }
        }

        Assert.Null(TakenTime.Read([]));
        Assert.Null(TakenTime.Read(null));
    }

    private static byte[] Jpeg(string date, string? offset)
    {
        using var picture = Pictures.Quarters(40, 40);
        using var dated = picture.Mutate(copy =>
        {
            copy.Set(GValue.GStrType, "exif-ifd2-DateTimeOriginal", date);
            if (offset is not null)
            {
                copy.Set(GValue.GStrType, "exif-ifd2-OffsetTimeOriginal", offset);
            }
        });
        return dated.JpegsaveBuffer();
    }

    private static byte[] Exif()
    {
        using var image = Image.JpegloadBuffer(Jpeg("2024:05:31 18:30:05", "+02:00"));
        return (byte[])image.Get("exif-data");
    }
}
