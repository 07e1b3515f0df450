using System.Buffers.Binary;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Tests.Imaging.Raw;

/// <summary>RAW files that a test writes: Olympus' JPEG in the maker's note, wrong places, directories in a circle.</summary>
public class RawPreviewTests
{
    private const int FirstDirectory = 8;
    private static readonly TileSpec Spec = new(32, 32);

    private static byte[] Jpeg { get; } = MakeJpeg(320, 240);

    [Fact]
    public void Find_OlympusNote_GivesTheJpegThatItNames()
    {
        var preview = RawPreview.Find(Olympus(Jpeg, claimed: Jpeg.Length));

        Assert.Equal(("Olympus, ORF", 6), (preview!.Maker, preview.Orientation));
        Assert.Equal(Jpeg, preview.Jpeg);
    }

    [Fact]
    public async Task Prepare_OlympusFile_IsTheUprightPreviewAndSaysSo()
    {
        var prepared = await new ImagePreparer(new()).PrepareAsync(
            Olympus(Jpeg, claimed: Jpeg.Length), Spec, TestContext.Current.CancellationToken);

        Assert.Equal((240, 320, "image/x-olympus-orf", true), (prepared.Width, prepared.Height, prepared.MediaType, prepared.IsRawPreview));
    }

    [Fact]
    public void Tile_PreviewOutsideTheFile_IsCorrupt()
    {
        var exception = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(Olympus(Jpeg, claimed: 1 << 24), Spec));

        Assert.Equal(ImageFault.Corrupt, exception.Fault);
        Assert.Contains("ORF", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_OnlyAThumbnail_IsRejectedWithItsSize()
    {
        var small = MakeJpeg(160, 120);

        var exception = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(Olympus(small, claimed: small.Length), Spec));

        Assert.Equal(ImageFault.Unsupported, exception.Fault);
        Assert.Contains("160 x 120", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_DirectoriesInACircle_IsRejected()
    {
        var file = Olympus(Jpeg, claimed: 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(FirstDirectory + 2 + (2 * 12)), FirstDirectory);

        Assert.Equal(ImageFault.Unsupported, Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(file, Spec)).Fault);
    }

    /// <summary>
    /// First directory: orientation 6 and EXIF's directory; that one: the maker's note; in it a directory at 12, and below that the JPEG's place.
    /// </summary>
    private static byte[] Olympus(byte[] jpeg, int claimed)
    {
        const int Exif = 64, Note = 128, Settings = 64, Picture = 192;
        var file = new byte[Note + Picture + jpeg.Length];
        "IIRO"u8.CopyTo(file);
        Write(file, 4, FirstDirectory);
        Directory(file, FirstDirectory, (0x112, 3, 1, 6), (0x8769, 4, 1, Exif));
        Directory(file, Exif, (0x927c, 7, Picture + jpeg.Length, Note));
        "OLYMPUS\0II\u0003\0"u8.CopyTo(file.AsSpan(Note));
        Directory(file, Note + 12, (0x2020, 13, 1, Settings));
        Directory(file, Note + Settings, (0x101, 4, 1, Picture), (0x102, 4, 1, claimed));
        jpeg.CopyTo(file, Note + Picture);
        return file;
    }

    private static void Directory(byte[] file, int at, params (int Tag, int Type, int Count, int Value)[] entries)
    {
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)entries.Length);
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
        {
            var place = at + 2 + (index * 12);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place), (ushort)entry.Tag);
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(place + 2), (short)entry.Type);
            Write(file, place + 4, entry.Count);
            Write(file, place + 8, entry.Value);
        }
    }

    private static void Write(byte[] file, int at, int number) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);

    private static byte[] MakeJpeg(int width, int height)
    {
        using var picture = Pictures.Quarters(width, height);
        return picture.JpegsaveBuffer();
    }
}
