using System.Buffers.Binary;
using System.Text;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>What the header of a HEIC or AVIF file says of the picture to show, before anything is decoded.</summary>
/// <param name="Width">Pixels in a row, after the file's own turns and crop.</param>
/// <param name="Height">Rows, after the file's own turns and crop.</param>
/// <param name="Held">The bytes that decoding it takes, with all tiles and alpha.</param>
/// <param name="IsPremultiplied">Whether its colours are multiplied by alpha.</param>
/// <param name="Profile">The embedded colour profile (ICC), if any.</param>
/// <param name="IsDisplayP3">Whether, without a profile, its colours are named as Display P3.</param>
/// <param name="Exif">The EXIF block, if any. Its orientation is only a note: the file's own turns count (ISO/IEC 23008-12, A.2.2).</param>
internal sealed record HeifPicture(
    int Width, int Height, double Held, bool IsPremultiplied, byte[]? Profile, bool IsDisplayP3, byte[]? Exif)
{
    private static readonly byte[][] AlphaNames =
        [.. new[] { "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0", "urn:mpeg:hevc:2015:auxid:1\0", "urn:mpeg:avc:2015:auxid:1\0" }
            .Select(Encoding.ASCII.GetBytes)];

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="NotSupportedException">The picture is made in a way that is not supported.</exception>
    public static HeifPicture Read(byte[] file)
    {
        var items = new HeifItems(file);
        var picture = items.Primary;
        var (width, height) = SizeOf(items, picture);
        var held = Math.Max(HeifCoding.LeastBytes * width * height, HeifCoding.BytesOf(items, picture));
        uint? alpha = null;
        foreach (var other in items.Referring(picture, "auxl"u8))
        {
            if (alpha is null && IsAlpha(items, other))
            {
                alpha = other;
                held += HeifCoding.BytesOf(items, other);
            }
        }

        foreach (var property in items.Properties(picture))
        {
            (width, height) = property switch
            {
                _ when property.Is("irot"u8) && items.Content(property) is [var turns, ..] && (turns & 1) != 0 => (height, width),
                _ when property.Is("clap"u8) => Cropped(items.Content(property)),
                _ => (width, height),
            };
        }

        var (profile, isDisplayP3) = ColoursOf(items, picture);
        var isPremultiplied = alpha is { } by && items.References(picture, "prem"u8).Contains(by);
        return new(width, height, held, isPremultiplied, profile, isDisplayP3, ExifOf(items, picture));
    }

    /// <summary>An item's size before turns and crop.</summary>
    public static (int Width, int Height) SizeOf(HeifItems items, uint item)
    {
        var reader = new BoxReader(items.Property(item, "ispe"u8));
        reader.Full();
        return Checked(reader.U32(), reader.U32());
    }

    private static (int Width, int Height) Cropped(ReadOnlySpan<byte> crop)
    {
        var reader = new BoxReader(crop);
        var (width, across, height, down) = (reader.U32(), reader.U32(), reader.U32(), reader.U32());
        return across > 0 && down > 0 ? Checked(width / across, height / down) : throw new InvalidDataException("The crop has no size.");
    }

    private static (int Width, int Height) Checked(long width, long height) => width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
        ? ((int)width, (int)height)
        : throw new InvalidDataException("The picture has no size.");

    private static bool IsAlpha(HeifItems items, uint item)
    {
        var kind = items.Property(item, "auxC"u8);
        foreach (var name in AlphaNames)
        {
            if (kind.Length > 4 && kind[4..].StartsWith(name))
            {
                return true;
            }
        }

        return false;
    }

    private static (byte[]? Profile, bool IsDisplayP3) ColoursOf(HeifItems items, uint picture)
    {
        const int DisplayP3 = 12, SrgbCurve = 13;
        var isDisplayP3 = false;
        foreach (var property in items.Properties(picture))
        {
            var content = items.Content(property);
            if (!property.Is("colr"u8) || content.Length < 8)
            {
                continue;
            }

            if (content.StartsWith("prof"u8) || content.StartsWith("rICC"u8))
            {
                return (content[4..].ToArray(), false);
            }

            isDisplayP3 |= content.StartsWith("nclx"u8) && BinaryPrimitives.ReadUInt16BigEndian(content[4..]) == DisplayP3
                && BinaryPrimitives.ReadUInt16BigEndian(content[6..]) == SrgbCurve;
        }

        return (null, isDisplayP3);
    }

    /// <summary>The block that describes the picture. It starts with the place of its TIFF header (ISO/IEC 23008-12, A.2.1).</summary>
    private static byte[]? ExifOf(HeifItems items, uint picture)
    {
        foreach (var item in items.Referring(picture, "cdsc"u8))
        {
            if (items.Is(item, "Exif"u8))
            {
                try
                {
                    return FromPlace(items.Bytes(item));
                }
                catch (InvalidDataException)
                {
                    // A picture is shown without its damaged date.
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>An EXIF block from its TIFF header on, whose place the first four bytes name.</summary>
    public static byte[]? FromPlace(ReadOnlySpan<byte> block) =>
        block.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(block) is var place && place < block.Length - 4
            ? block[(4 + (int)place)..].ToArray()
            : null;
}
