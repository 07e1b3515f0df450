using System.IO.Compression;
using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>
/// Files whose end is missing or damaged: one that has all its pixels is read as if it were whole, to the bit; one that lacks pixels is rejected,
/// whether it has an end or not, unless that is allowed.
/// </summary>
public class FileEndTests
{
    private static readonly TileSpec Tile = new(48, 48);
    private static readonly Lazy<byte[]> Rgb = new(() => Scene(160, 120));

    private static readonly Dictionary<string, Func<byte[]>> Whole = new(StringComparer.Ordinal)
    {
        ["baseline.jpg"] = () => Jpeg(isProgressive: false),
        ["progressive.jpg"] = () => Jpeg(isProgressive: true),
        ["restarts.jpg"] = () => Save(image => image.JpegsaveBuffer(restartInterval: 3)),
        ["grey.jpg"] = () => Save(image => image[1].JpegsaveBuffer(interlace: true)),
        ["plain.png"] = () => Save(image => image.PngsaveBuffer()),
        ["interlaced.png"] = () => Save(image => image.PngsaveBuffer(interlace: true)),
        ["lossy.webp"] = () => Save(image => image.WebpsaveBuffer(keep: Enums.ForeignKeep.None)),
        ["lossless.webp"] = () => Save(image => image.WebpsaveBuffer(lossless: true, keep: Enums.ForeignKeep.None)),
        ["picture.gif"] = () => Save(image => image.GifsaveBuffer()),
    };

    private static readonly Dictionary<string, Func<byte[], byte[]>> WithoutEnd = new(StringComparer.Ordinal)
    {
        ["jpg: no end marker"] = file => file[..^2],
        ["jpg: half an end marker"] = file => file[..^1],
        ["jpg: other bytes behind the end"] = file => [.. file, 1, 2, 3],
        ["png: no end chunk"] = file => file[..^12],
        ["png: end chunk cut off"] = file => file[..^5],
        ["png: wrong checksum of the pixels"] = file => Flip(file, file.AsSpan().IndexOf("IEND"u8) - 5),
        ["png: pixels without their last sum"] = file => PngFile.WithPixels(file, pixels => pixels[..^4]),
        ["png: window too small in the head"] = file => PngFile.WithPixels(file, pixels => [0x08, 0x1d, .. pixels[2..]]),
        ["png: text before the header"] = file => [.. file[..8], .. PngFile.Chunk("tEXt", [.. "Comment\0first"u8]), .. file[8..]],
        ["webp: metadata cut off"] = file => WithMetadata(file)[..^5],
        ["webp: metadata gone"] = file => WithMetadata(file)[..^20],
        ["gif: no trailer"] = file => file[..^1],
        ["gif: no end of the data"] = file => file[..^2],
    };

    private static readonly Dictionary<string, Func<byte[], byte[]>> WithoutPixels = new(StringComparer.Ordinal)
    {
        ["jpg: cut off"] = file => file[..(file.Length * 9 / 10)],
        ["jpg: cut off, with an end marker"] = file => [.. file[..(file.Length * 9 / 10)], 0xff, 0xd9],
        ["jpg: last bytes missing, with an end marker"] = file => [.. file[..^10], 0xff, 0xd9],
        ["png: cut off"] = file => file[..(file.Length * 9 / 10)],
        ["png: pixels end early, in order"] = file => PngFile.WithPixels(file, pixels => Repacked(pixels, rows => rows[..^500])),
        ["png: pixels cut off, with an end"] = file => PngFile.WithPixels(file, pixels => pixels[..(pixels.Length * 9 / 10)]),
        ["png: wrong sum of the pixels"] = file => PngFile.WithPixels(file, pixels => Flip(pixels, pixels.Length - 1)),
        ["webp: cut off"] = file => file[..(file.Length * 9 / 10)],
        ["gif: cut off"] = file => file[..(file.Length * 9 / 10)],
        ["gif: pixels end early, in order"] = file => Shortened(file),
    };

    public static TheoryData<string, string> Ends => Pairs(WithoutEnd.Keys);

    public static TheoryData<string, string> Gaps => Pairs(WithoutPixels.Keys);

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Prepare_AllPixelsWithoutAnEnd_IsTheWholePicture(string picture, string damage)
    {
        var whole = Whole[picture]();
        foreach (var decoder in Enum.GetValues<ImageDecoder>())
        {
            var preparer = new ImagePreparer(new(), decoder);
            var expected = await preparer.PrepareAsync(whole, Tile, TestContext.Current.CancellationToken);

            var prepared = await preparer.PrepareAsync(WithoutEnd[damage](whole), Tile, TestContext.Current.CancellationToken);

            Assert.Equal(expected.Tile, prepared.Tile);
            Assert.Equal(expected.Thumbnail, prepared.Thumbnail);
            Assert.False(prepared.IsTruncated);
        }
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public async Task Prepare_MissingPixels_IsCorruptUnlessTheyMayBeMissing(string picture, string damage)
    {
        var file = WithoutPixels[damage](Whole[picture]());
        foreach (var decoder in Enum.GetValues<ImageDecoder>())
        {
            var refused = await Assert.ThrowsAsync<ImageException>(
                () => new ImagePreparer(new(), decoder).PrepareAsync(file, Tile, TestContext.Current.CancellationToken));
            Assert.Equal(ImageFault.Corrupt, refused.Fault);
            Assert.Contains("Images:AllowTruncated", refused.Message, StringComparison.Ordinal);
        }

        var allowing = new ImagePreparer(new() { AllowTruncated = true });
        Assert.True((await allowing.PrepareAsync(file, Tile, TestContext.Current.CancellationToken)).IsTruncated);
        Assert.Equal((160, 120), await SizeAsync(new ImagePreparer(new()).ForStored, file));
    }

    [Theory]
    [InlineData("no_eoi.jpg", false)]
    [InlineData("no_eoi.jpg", true)]
    public async Task Prepare_PhoneJpegWithoutItsTail_IsReadIfItsPixelsAreThere(string file, bool isCut)
    {
        var bytes = await File.ReadAllBytesAsync(SharedData.Require("cases", "07-jpeg-tail-missing", file), TestContext.Current.CancellationToken);
        var preparer = new ImagePreparer(new());
        var tile = () => preparer.Tile(isCut ? [.. bytes[..(bytes.Length * 9 / 10)], 0xff, 0xd9] : bytes, Tile);

        if (isCut)
        {
            Assert.Equal(ImageFault.Corrupt, Assert.Throws<ImageException>(tile).Fault);
        }
        else
        {
            Assert.Equal(preparer.Tile((byte[])[.. bytes, 0xff, 0xd9], Tile), tile());
        }
    }

    /// <summary>A TIFF has no end; its strips say how many bytes they have. Those that are not compressed are read by the picture's size.</summary>
    [Theory]
    [InlineData(Enums.ForeignTiffCompression.Lzw)]
    [InlineData(Enums.ForeignTiffCompression.Deflate)]
    [InlineData(Enums.ForeignTiffCompression.Packbits)]
    public void Tile_TiffWithAShortStrip_IsCorruptUnlessItMayBe(Enums.ForeignTiffCompression compression)
    {
        const int StripByteCounts = 0x117;
        var file = Save(image => image.TiffsaveBuffer(compression: compression, tileHeight: 120));
        var directory = TiffDirectory.First(file)!;
        var (count, place) = ((int)directory.Value(StripByteCounts, 0) / 2, directory.PlaceOf(StripByteCounts)!.Value);
        var cut = file.ToArray();
        (cut[place], cut[place + 1]) = ((byte)count, (byte)(count >> 8));
        if (directory.Value(StripByteCounts, 0) > ushort.MaxValue)
        {
            cut[place + 2] = (byte)(count >> 16);
        }

        Assert.Equal(ImageFault.Corrupt, Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(cut, Tile)).Fault);
        Assert.NotEmpty(new ImagePreparer(new() { AllowTruncated = true }).Tile(cut, Tile));
    }

    /// <summary>A file of a phone that warns of nothing is not searched for missing pixels, but one with odd bytes is, and keeps them.</summary>
    [Fact]
    public void Tile_JpegWithOddBytesBetweenItsSegments_IsRead()
    {
        var whole = Jpeg(isProgressive: false);
        var at = whole.AsSpan().IndexOf((byte[])[0xff, 0xdb]);
        byte[] odd = [.. whole[..at], 1, 2, 3, .. whole[at..]];
        var preparer = new ImagePreparer(new());

        Assert.Equal(preparer.Tile(whole, Tile), preparer.Tile(odd, Tile));
    }

    /// <summary>Between two scans there is no gap to see: what is missing is the last bits of the coefficients.</summary>
    [Fact]
    public void IsWhole_ProgressiveCutBetweenScans_IsFalse()
    {
        var file = Jpeg(isProgressive: true);
        Assert.True(JpegEnd.IsWhole(file));
        var scans = Enumerable.Range(0, file.Length - 1).Where(at => file[at] == 0xff && file[at + 1] == 0xda).ToList();
        Assert.True(scans.Count > 5);
        Assert.False(JpegEnd.IsWhole([.. file[..scans[^1]], 0xff, 0xd9]));
        Assert.False(JpegEnd.IsWhole([.. file[..scans[2]], 0xff, 0xd9]));
    }

    /// <summary>Cuts and changes every kind of file at random: nothing but an image's exception is thrown.</summary>
    [Fact]
    public void Tile_DamageAtRandom_IsReadOrRejected()
    {
        var random = new Random(7);
        var preparer = new ImagePreparer(new() { AllowTruncated = true });
        foreach (var whole in Whole.Values.Select(make => make()))
        {
            for (var i = 0; i < 40; i++)
            {
                var file = whole[..random.Next(20, whole.Length + 1)];
                for (var flips = random.Next(4); flips > 0; flips--)
                {
                    file[random.Next(12, file.Length)] = (byte)random.Next(256);
                }

                var exception = Record.Exception(() => preparer.Tile(file, Tile));
                Assert.True(exception is null or ImageException, exception?.ToString());
            }
        }
    }

    private static async Task<(int, int)> SizeAsync(ImagePreparer preparer, byte[] file)
    {
        var prepared = await preparer.PrepareAsync(file, Tile, TestContext.Current.CancellationToken);
        return (prepared.Width, prepared.Height);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> damages) =>
    [
        .. from damage in damages
           from picture in Whole.Keys
           where picture.EndsWith(damage[..damage.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal)
           select (picture, damage),
    ];

    private static byte[] Jpeg(bool isProgressive) => Save(image => image.JpegsaveBuffer(q: 90, interlace: isProgressive));

    private static byte[] Save(Func<Image, byte[]> save)
    {
        using var image = Pictures.Raw(Rgb.Value, 160, 120, 3);
        return save(image);
    }

    /// <summary>Waves and noise: more than a kilobyte in every format, also in the last rows.</summary>
    private static byte[] Scene(int width, int height)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, width * height * 3).Select(
            i => (byte)(128 + (80 * Math.Sin(i / 3 % width / 9.0) * Math.Cos(i / 3 / width / 7.0)) + random.Next(30)))];
    }

    private static byte[] Flip(byte[] file, int at)
    {
        var flipped = file.ToArray();
        flipped[at] ^= 0x55;
        return flipped;
    }

    private static byte[] Repacked(byte[] pixels, Func<byte[], byte[]> change)
    {
        using var rows = new MemoryStream();
        using (var unpacked = new ZLibStream(new MemoryStream(pixels), CompressionMode.Decompress))
        {
            unpacked.CopyTo(rows);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(change(rows.ToArray()));
        }

        return packed.ToArray();
    }

    /// <summary>A WebP with an EXIF chunk of 12 bytes as its last one.</summary>
    private static byte[] WithMetadata(byte[] webp)
    {
        byte[] head = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, 159, 0, 0, 119, 0, 0];
        byte[] file = [.. head, .. webp[12..], .. "EXIF"u8, 12, 0, 0, 0, .. "II*\0\b\0\0\0\0\0\0\0"u8];
        BitConverter.GetBytes(file.Length - 8).CopyTo(file, 4);
        return file;
    }

    /// <summary>The GIF with a tenth of its picture's blocks left out, and all ends.</summary>
    private static byte[] Shortened(byte[] gif)
    {
        var blocks = new List<Range>();
        var first = GifFrame.Mend(gif, long.MaxValue);
        Assert.True(first.IsWhole);
        var file = first.Bytes;
        var at = file.Length - 2;
        for (var start = DataOf(file); file[start] != 0; start += file[start] + 1)
        {
            blocks.Add(start..(start + file[start] + 1));
        }

        return [.. file[..blocks[0].Start.Value], .. blocks.Take(blocks.Count * 9 / 10).SelectMany(block => file[block]), .. file[at..]];
    }

    private static int DataOf(byte[] gif)
    {
        for (var at = 13; ; at++)
        {
            // The data's blocks are the ones that end with the file.
            var end = at;
            while (end < gif.Length && gif[end] != 0)
            {
                end += gif[end] + 1;
            }

            if (end == gif.Length - 2 && gif[at] == byte.MaxValue)
            {
                return at;
            }
        }
    }
}
