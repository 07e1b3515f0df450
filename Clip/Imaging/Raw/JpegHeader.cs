using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>What the segments before a JPEG's data say. Layout: ITU-T T.81, annex B, and Exif 2.32, 4.7.2.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Precision">Bits of a sample.</param>
/// <param name="Process">The coding: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, 0xC9 to 0xCB with arithmetic coding.</param>
/// <param name="Exif">The EXIF block from its TIFF header on, if there is one.</param>
internal sealed record JpegHeader(int Width, int Height, int Precision, byte Process, byte[]? Exif)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Whether it is a picture for viewing: sensors' data are lossless JPEG.</summary>
    public bool IsPicture => Process is not 0xc3 and not 0xcb && Precision == 8;

    /// <summary>Reads a JPEG's header; null if it is damaged or there is none.</summary>
    public static JpegHeader? Read(ReadOnlySpan<byte> file)
    {
        byte[]? exif = null;
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8]))
        {
            return null;
        }

        for (var at = 2; at + 10 <= file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xff)
            {
                return null;
            }

            if (marker == 0xff)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            var segment = file[(at + 4)..Math.Min(file.Length, Math.Max(at + 4, at + 2 + length))];
            if (marker is >= 0xc0 and <= 0xcf and not 0xc4 and not 0xc8 and not 0xcc)
            {
                return segment.Length < 5
                    ? null
                    : new(
                        BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[0], marker,
                        exif);
            }

            if (marker is 0xda or 0xd9 || length < 2)
            {
                return null;
            }

            if (marker == 0xe1 && exif is null && segment.StartsWith("Exif\0\0"u8))
            {
                exif = segment[6..].ToArray();
            }

            at += 2 + length;
        }

        return null;
    }
}
