using System.IO.Compression;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>What the header of a JPEG XL file says, before anything is decoded. Layout: ISO/IEC 18181-1, annex D, and 18181-2.</summary>
/// <param name="Width">Pixels in a row, before the turn.</param>
/// <param name="Height">Rows, before the turn.</param>
/// <param name="Orientation">The turn, numbered as in EXIF. It counts, and EXIF's own is only a note.</param>
/// <param name="ExtraChannels">Channels besides the colours, alpha among them.</param>
internal readonly record struct JxlHeader(int Width, int Height, int Orientation, int ExtraChannels)
{
    private const int LargestExif = 1 << 20, Enough = 256;

    /// <summary>Width to height, by the code of the ratio.</summary>
    private static readonly (int Across, int Down)[] Ratios = [(0, 0), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)];

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static JxlHeader Read(byte[] file)
    {
        var bits = new BitReader(Codestream(file), lowestFirst: true);
        bits.Bits(16);
        var (width, height) = ReadSize(ref bits);
        return bits.Flag() ? new(width, height, 1, 0) : ReadMetadata(ref bits, width, height);
    }

    /// <summary>The EXIF block of a file of boxes, if it has one; it may be compressed.</summary>
    public static byte[]? Exif(byte[] file)
    {
        foreach (var box in Boxes(file))
        {
            var content = file.AsSpan(box.Start..box.End);
            if (box.Is("Exif"u8))
            {
                return HeifPicture.FromPlace(content);
            }

            if (box.Is("brob"u8) && content.StartsWith("Exif"u8))
            {
                return HeifPicture.FromPlace(Decompress(content[4..]));
            }
        }

        return null;
    }

    private static IEnumerable<IsoBox> Boxes(byte[] file) => file[0] == 0 ? IsoBox.Walk(file, 0, file.Length) : [];

    private static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> packed)
    {
        var plain = new byte[LargestExif];
        using var decoder = new BrotliDecoder();
        decoder.Decompress(packed, plain, out _, out var written);
        return plain.AsSpan(0, written);
    }

    /// <summary>The start of the codestream, which may be the file itself, in a box, or in several.</summary>
    private static byte[] Codestream(byte[] file)
    {
        if (file[0] != 0)
        {
            return file[..Math.Min(file.Length, Enough)];
        }

        using var stream = new MemoryStream();
        foreach (var box in Boxes(file))
        {
            // A part starts with its number.
            var skipped = box.Is("jxlp"u8) ? 4 : 0;
            if ((skipped > 0 || box.Is("jxlc"u8)) && stream.Length < Enough && box.End - box.Start >= skipped)
            {
                stream.Write(file.AsSpan(box.Start + skipped, Math.Min(Enough, box.End - box.Start - skipped)));
            }
        }

        return stream.ToArray() is [0xff, 0x0a, ..] start ? start : throw new InvalidDataException("The file has no picture.");
    }

    private static (int Width, int Height) ReadSize(ref BitReader bits)
    {
        var isSmall = bits.Flag();
        var height = ReadSide(ref bits, isSmall);
        var (across, down) = Ratios[bits.Bits(3)];
        var width = across > 0 ? height * across / down : ReadSide(ref bits, isSmall);
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw new InvalidDataException("The picture has no size.");
    }

    private static long ReadSide(ref BitReader bits, bool isSmall) => isSmall
        ? 8 * (bits.Bits(5) + 1)
        : 1 + bits.Bits((int)bits.Bits(2) switch { 0 => 9, 1 => 13, 2 => 18, _ => 30 });

    private static JxlHeader ReadMetadata(ref BitReader bits, int width, int height)
    {
        var orientation = 1;
        if (bits.Flag())
        {
            orientation = (int)bits.Bits(3) + 1;
            if (bits.Flag())
            {
                ReadSize(ref bits);
            }

            if (bits.Flag())
            {
                SkipPreview(ref bits);
            }

            if (bits.Flag())
            {
                SkipAnimation(ref bits);
            }
        }

        SkipDepth(ref bits);
        bits.Flag();
        var extra = bits.Bits(2) switch { 0 => 0, 1 => 1, 2 => 2 + bits.Bits(4), _ => 1 + bits.Bits(12) };
        return new(width, height, orientation, (int)extra);
    }

    private static void SkipPreview(ref BitReader bits)
    {
        var isSmall = bits.Flag();
        SkipSide(ref bits, isSmall);
        if (bits.Bits(3) == 0)
        {
            SkipSide(ref bits, isSmall);
        }

        static void SkipSide(ref BitReader bits, bool isSmall)
        {
            var kind = bits.Bits(2);
            bits.Bits(isSmall ? kind switch { 2 => 5, 3 => 9, _ => 0 } : kind switch { 0 => 6, 1 => 8, 2 => 10, _ => 12 });
        }
    }

    private static void SkipAnimation(ref BitReader bits)
    {
        bits.Bits(bits.Bits(2) switch { 2 => 10, 3 => 30, _ => 0 });
        bits.Bits(bits.Bits(2) switch { 2 => 8, 3 => 10, _ => 0 });
        bits.Bits(bits.Bits(2) switch { 1 => 3, 2 => 16, 3 => 32, _ => 0 });
        bits.Flag();
    }

    private static void SkipDepth(ref BitReader bits)
    {
        var isFloat = bits.Flag();
        bits.Bits(bits.Bits(2) == 3 ? 6 : 0);
        bits.Bits(isFloat ? 4 : 0);
    }
}
