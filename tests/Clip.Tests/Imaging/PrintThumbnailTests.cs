using System.Buffers.Binary;
using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Thumbnails of pictures from print and from scanners: CMYK with a profile, and planar colours.</summary>
public class PrintThumbnailTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Fact]
    public async Task Prepare_InksWithAProfile_HaveAboutTheirColoursInTheThumbnail()
    {
        using var picture = Pictures.Quarters(64, 64);
        using var inks = picture.IccTransform("cmyk", inputProfile: "srgb", depth: 8);
        Assert.Equal((4, true), (inks.Bands, inks.GetFields().Contains("icc-profile-data")));

        // CMYK cannot reproduce every screen colour, so expect what it reproduces of these.
        using var shown = inks.IccTransform("srgb", inputProfile: "cmyk", depth: 8);
        var prepared = await Preparer.PrepareAsync(inks.JpegsaveBuffer(q: 95), new(32, 32), default);

        AssertQuarters(shown.WriteToMemory<byte>(), prepared.Thumbnail, tolerance: 12);
    }

    [Fact]
    public async Task Prepare_GoldenInks_AreNotTurnedIntoTheirOpposites()
    {
        var bytes = GoldenImages.Read("cmyk_adobe.jpg");

        var prepared = await Preparer.PrepareAsync(bytes, new(224, 224), default);

        var (image, pixels) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            Assert.Equal(3, image.Bands);
            var (tile, thumbnail) = (prepared.Tile.Average(one => one), pixels.Average(one => one));
            Assert.InRange(thumbnail, tile - 30, tile + 30);
        }
    }

    [Fact]
    public async Task Prepare_ColoursPlaneByPlane_AreThoseOfTheSamePictureInPixels()
    {
        using var picture = Pictures.Quarters(64, 64);
        var pixels = picture.WriteToMemory<byte>();

        var planar = await Preparer.PrepareAsync(PlanarTiff(pixels, 64, 64), new(32, 32), default);
        var plain = await Preparer.PrepareAsync(picture.PngsaveBuffer(), new(32, 32), default);

        Assert.Equal("image/tiff", planar.MediaType);
        Assert.Equal(plain.Tile, planar.Tile);
        AssertQuarters(pixels, planar.Thumbnail, tolerance: 8);
    }

    /// <summary>Samples the middle of each quarter, away from edges blurred by compression.</summary>
    private static void AssertQuarters(byte[] expected, byte[] thumbnail, int tolerance)
    {
        var (image, pixels) = Pictures.Open(thumbnail);
        using (image)
        {
            Assert.Equal((64, 64, 3), (image.Width, image.Height, image.Bands));
            foreach (var (x, y) in ((int, int)[])[(16, 16), (48, 16), (16, 48), (48, 48)])
            {
                for (var band = 0; band < 3; band++)
                {
                    var at = (((y * 64) + x) * 3) + band;
                    Assert.InRange(pixels[at], expected[at] - tolerance, expected[at] + tolerance);
                }
            }
        }
    }

    /// <summary>An uncompressed TIFF with a separate strip for each colour (PlanarConfiguration 2).</summary>
    private static byte[] PlanarTiff(byte[] pixels, int width, int height)
    {
        const int Directory = 8, Tags = 10;
        const int Values = Directory + 2 + (Tags * 12) + 4, Strips = Values + 6 + 12 + 12;
        var plane = width * height;
        var file = new byte[Strips + (3 * plane)];
        "II*\0"u8.CopyTo(file);
        Long(4, Directory);
        Short(Directory, Tags);
        var place = Directory + 2;
        Tag(256, 3, 1, width);
        Tag(257, 3, 1, height);
        Tag(258, 3, 3, Values);
        Tag(259, 3, 1, 1);
        Tag(262, 3, 1, 2);
        Tag(273, 4, 3, Values + 6);
        Tag(277, 3, 1, 3);
        Tag(278, 3, 1, height);
        Tag(279, 4, 3, Values + 18);
        Tag(284, 3, 1, 2);
        for (var band = 0; band < 3; band++)
        {
            Short(Values + (2 * band), 8);
            Long(Values + 6 + (4 * band), Strips + (band * plane));
            Long(Values + 18 + (4 * band), plane);
            for (var i = 0; i < plane; i++)
            {
                file[Strips + (band * plane) + i] = pixels[(3 * i) + band];
            }
        }

        return file;

        void Tag(int tag, int type, int count, int value)
        {
            Short(place, tag);
            Short(place + 2, type);
            Long(place + 4, count);
            Long(place + 8, value);
            place += 12;
        }

        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);

        void Long(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }
}
