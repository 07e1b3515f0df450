using System.Globalization;
using System.Text;
using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

public class TakenTimeTests
{
    private const string Xmp =
        """
        <?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
        <rdf:Description xmlns:q='http://ns.adobe.com/xap/1.0/' xmlns:e='http://ns.adobe.com/exif/1.0/'
        q:ModifyDate='2009-09-09T09:09:09Z' q:CreateDate='2004-04-04T04:04:04+01:00'>
        <e:DateTimeOriginal>2003-03-03T03:03:03.30Z</e:DateTimeOriginal></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>
        """;

    private static readonly ImagePreparer Preparer = new(new());
    private static readonly byte[] Iptc =
        [.. "Photoshop 3.0\0"u8, 0x1c, 2, 55, 0, 8, .. "20050505"u8, 0x1c, 2, 60, 0, 11, .. "050505+0100"u8];

    [Theory]
    [InlineData("2024:05:31 18:30:05", null, "2024-05-31T18:30:05Z")]
    [InlineData("2024:05:31 18:30:05", "+02:00", "2024-05-31T16:30:05Z")]
    [InlineData("1969:12:31 23:59:58", null, "1969-12-31T23:59:58Z")]
    public async Task Prepare_JpegWithADate_TellsWhenItWasTaken(string date, string? offset, string expected)
    {
        var prepared = await Preparer.PrepareAsync(Jpeg(date, offset), new(32, 32), default);

        Assert.Equal(Seconds(expected), prepared.Taken);
    }

    /// <summary>One date spelled as cameras and scanners do, in a JPEG.</summary>
    [Theory]
    [InlineData(ExifBlock.Original, "2024:02:21 10:14:22", 0, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Digitized, "2024:02:21 10:14:22", 0, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Modified, "2024:02:21 10:14:22", 0, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Original, "2024-02-21 10:14:22", 0, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Original, "2024-02-21T10:14:22", 0, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Original, "2024:02:21 24:00:00", 0, "2024-02-22T00:00:00Z")]
    [InlineData(ExifBlock.Original, "2024:02:21 10:14:22+0100", 0, "2024-02-21T09:14:22Z")]
    [InlineData(ExifBlock.Original, "2024:02:21 10:14:22", ExifBlock.OffsetOfModified, "2024-02-21T10:14:22Z")]
    [InlineData(ExifBlock.Original, "2024:02:21 10:14:22", ExifBlock.OffsetOfOriginal, "2024-02-21T02:14:22Z")]
    public async Task Prepare_DateOfACameraOrScanner_IsRead(int tag, string date, int offset, string expected)
    {
        (int, string)[] texts = [(tag, date), .. offset > 0 ? new[] { (offset, "+08:00") } : []];
        var block = tag == ExifBlock.Modified ? ExifBlock.Of(texts) : ExifBlock.Of(exif: texts);
        using var picture = Pictures.Quarters(40, 40);
        var jpeg = picture.JpegsaveBuffer();
        byte[] file = [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(block.Length + 8), .. "Exif\0\0"u8, .. block, .. jpeg[2..]];

        Assert.Equal(Seconds(expected), (await Preparer.PrepareAsync(file, new(32, 32), default)).Taken);
    }

    /// <summary>Each row takes the best date away from the row before it.</summary>
    [Theory]
    [InlineData(0, "2001-01-01T00:00:00Z")]
    [InlineData(1, "2002-02-02T00:00:00Z")]
    [InlineData(2, "2002-12-12T00:00:00Z")]
    [InlineData(3, "2003-03-03T03:03:03Z")]
    [InlineData(4, "2005-05-05T04:05:05Z")]
    [InlineData(5, "2006-06-06T06:06:06Z")]
    [InlineData(6, "2007-07-07T07:07:07Z")]
    [InlineData(7, null)]
    public void Read_SeveralDates_TakesTheBest(int without, string? expected)
    {
        (int, string)[] exif =
        [
            .. without > 0 ? [] : new[] { (ExifBlock.Original, "2001:01:01 00:00:00") },
            .. without > 1 ? [] : new[] { (ExifBlock.Digitized, "2002:02:02 00:00:00") },
        ];
        var blocks = new MetadataBlocks
        {
            Exif = ExifBlock.Of(
                without > 2 ? [] : [(ExifBlock.Modified, "2002:12:12 00:00:00")], exif, without > 5 ? null : ("2006:06:06", [6, 6, 6])),
            Xmp = without > 3 ? null : Encoding.UTF8.GetBytes(Xmp),
            Iptc = without > 4 ? null : Iptc,
            Texts = without > 6 ? [] : ["2007-07-07T07:07:07Z"],
        };

        Assert.Equal(expected is null ? null : Seconds(expected), Read(blocks));
    }

    [Fact]
    public void Read_Offset_CountsForItsOwnDateOnly()
    {
        const string Date = "2024:02:21 10:14:22";
        long? With(int date, int offset) => Read(new()
        {
            Exif = date == ExifBlock.Modified
                ? ExifBlock.Of([(date, Date)], [(offset, "+08:00")])
                : ExifBlock.Of(exif: [(date, Date), (offset, "+08:00")]),
        });
        int[] dates = [ExifBlock.Original, ExifBlock.Digitized, ExifBlock.Modified];
        int[] offsets = [ExifBlock.OffsetOfOriginal, ExifBlock.OffsetOfDigitized, ExifBlock.OffsetOfModified];
        foreach (var (date, i) in dates.Select((date, i) => (date, i)))
        {
            foreach (var (offset, j) in offsets.Select((offset, j) => (offset, j)))
            {
                Assert.Equal(Seconds(i == j ? "2024-02-21T02:14:22Z" : "2024-02-21T10:14:22Z"), With(date, offset));
            }
        }
    }

    [Theory]
    [InlineData("0000:00:00 00:00:00")]
    [InlineData("0001:01:01 00:00:00")]
    [InlineData("1800:01:01 00:00:00")]
    [InlineData("2026:06:03 00:00:00")]
    [InlineData("2106:02:07 06:28:15")]
    [InlineData("yesterday, I believe")]
    public void Read_DateThatCannotBe_IsPassedOver(string date)
    {
        Assert.Null(Read(new() { Exif = ExifBlock.Of(exif: [(ExifBlock.Original, date)]) }));
        Assert.Equal(
            Seconds("2024-02-21T10:14:22Z"),
            Read(new() { Exif = ExifBlock.Of(exif: [(ExifBlock.Original, date), (ExifBlock.Digitized, "2024:02:21 10:14:22")]) }));
    }

    /// <summary>A camera east of Greenwich that writes no offset is ahead of UTC.</summary>
    [Fact]
    public void Read_TodayByALocalClock_IsRead() =>
        Assert.NotNull(Read(new() { Exif = ExifBlock.Of(exif: [(ExifBlock.Original, "2026:06:01 14:00:00")]) }));

    [Theory]
    [InlineData("<a xmlns:e='http://ns.adobe.com/exif/1.0/' e:DateTimeOriginal='2003-03-03'/>garbage", true)]
    [InlineData("<a xmlns:e='http://ns.adobe.com/exif/1.0/' e:DateTimeOriginal='2003-03-03'><b", true)]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'y'>]><a xmlns:e='http://ns.adobe.com/exif/1.0/' e:DateTimeOriginal='2003-03-03'/>", false)]
    [InlineData("<a xmlns:e='http://example.com/' e:DateTimeOriginal='2003-03-03'/>", false)]
    [InlineData("no XML", false)]
    [InlineData("", false)]
    public void Read_XmpThatIsDamaged_IsReadUpToThere(string packet, bool isRead) =>
        Assert.Equal(isRead ? Seconds("2003-03-03T00:00:00Z") : null, Read(new() { Xmp = Encoding.UTF8.GetBytes(packet) }));

    [Fact]
    public async Task Prepare_PngWithADate_TellsWhenItWasTaken()
    {
        using var picture = Pictures.Quarters(40, 40);
        var png = picture.PngsaveBuffer(keep: NetVips.Enums.ForeignKeep.None);
        var block = ExifBlock.Of(exif: [(ExifBlock.Original, "2024:02:21 10:14:22")]);

        foreach (var decoder in Enum.GetValues<ImageDecoder>())
        {
            var preparer = new ImagePreparer(new(), decoder);
            async Task<long?> TakenAsync(byte[] file) => (await preparer.PrepareAsync(file, new(32, 32), default)).Taken;
            Assert.Equal(Seconds("2024-02-21T10:14:22Z"), await TakenAsync(PngFile.With(png, "eXIf", block)));
            Assert.Equal(
                Seconds("2024-02-21T09:14:22Z"),
                await TakenAsync(PngFile.With(png, "tEXt", [.. "Creation Time\0"u8, .. "Wed, 21 Feb 2024 10:14:22 +0100"u8])));
            Assert.Null(await TakenAsync(PngFile.With(png, "tEXt", [.. "Comment\0"u8, .. "2024-02-21"u8])));
            Assert.Null(await TakenAsync(png));
        }
    }

    [Fact]
    public async Task Prepare_NoExif_TellsNothing()
    {
        using var picture = Pictures.Quarters(40, 40);
        Assert.Null((await Preparer.PrepareAsync(picture.JpegsaveBuffer(), new(32, 32), default)).Taken);
    }

    /// <summary>Truncates the blocks at every byte and changes every byte: the result may be another date or none, but nothing is thrown.</summary>
    [Fact]
    public void Read_DamagedBlocks_TellADateOrNothing()
    {
        var exif = ExifBlock.Of(
            [(ExifBlock.Modified, "2024:05:31 18:30:05")], [(ExifBlock.OffsetOfOriginal, "+02:00")], ("2006:06:06", [6, 6, 6]));
        Damage(exif, block => new() { Exif = block });
        Damage(Iptc, block => new() { Iptc = block });
        Damage(Encoding.UTF8.GetBytes(Xmp), block => new() { Xmp = block });
        Assert.Null(Read(new() { Exif = [] }));
        Assert.Null(Read(new()));
    }

    private static void Damage(byte[] whole, Func<byte[], MetadataBlocks> blocks)
    {
        Assert.NotNull(Read(blocks(whole)));
        for (var i = 0; i < whole.Length; i++)
        {
            Read(blocks(whole[..i]));
            foreach (var value in (byte[])[0, 1, 0x7f, 0xff])
            {
                var damaged = whole.ToArray();
                damaged[i] = value;
                Read(blocks(damaged));
            }
        }
    }

    private static long? Read(MetadataBlocks blocks) => TakenTime.Read(blocks, new June());

    private static long Seconds(string date) => DateTimeOffset.Parse(date, CultureInfo.InvariantCulture).ToUnixTimeSeconds();

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

    private sealed class June : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
