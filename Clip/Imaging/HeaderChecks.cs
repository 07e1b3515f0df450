using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Recognises the formats whose signature is too weak or missing: the fields of their headers must be consistent. Layouts: Microsoft's bitmap
/// storage, Truevision's TGA specification 2.0, Netpbm's manual pages.
/// </summary>
internal static class HeaderChecks
{
    /// <summary>"BM" and a known header length.</summary>
    public static bool IsBmp(ReadOnlySpan<byte> head) =>
        head is [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124, 0, 0, 0, ..];

    /// <summary>"P1" to "P6", white space, then a number or a comment.</summary>
    public static bool IsPbm(ReadOnlySpan<byte> head) =>
        head is [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', (byte)'#'
            or (>= (byte)'0' and <= (byte)'9'), ..];

    /// <summary>A picture type with a valid colour map and depth, a size, and no reserved bits set.</summary>
    public static bool IsTga(ReadOnlySpan<byte> head)
    {
        if (head.Length < ImageFormats.HeadLength)
        {
            return false;
        }

        var (map, type, depth, descriptor) = (head[1], head[2], head[16], head[17]);
        var hasNoMap = map == 0 && !head[3..8].ContainsAnyExcept((byte)0);
        var isKnown = type switch
        {
            1 or 9 => map == 1 && head[5..7].ContainsAnyExcept((byte)0) && head[7] is 15 or 16 or 24 or 32 && depth is 8 or 16,
            2 or 10 => hasNoMap && depth is 15 or 16 or 24 or 32,
            3 or 11 => hasNoMap && depth is 8 or 16,
            _ => false,
        };
        var hasSize = head[12..14].ContainsAnyExcept((byte)0) && head[14..16].ContainsAnyExcept((byte)0);
        return isKnown && hasSize && (descriptor & 0xc0) == 0 && (descriptor & 0x0f) is 0 or 1 or 8;
    }

    /// <summary>
    /// HEIC or AVIF, from the first brand (ISO/IEC 23008-12, annex B) or, if that is one of all HEIF files, from the others; null if the file is
    /// something else in boxes.
    /// </summary>
    public static ImageFormat? HeifFormat(ReadOnlySpan<byte> head)
    {
        const int Brand = 8, Others = 16;
        var first = head.Length < Brand + 4 ? default : head.Slice(Brand, 4);
        if (IsAvif(first))
        {
            return ImageFormat.Avif;
        }

        var isShared = first.StartsWith("mif"u8) || first.SequenceEqual("msf1"u8) || first.SequenceEqual("miaf"u8);
        var end = Math.Min(head.Length, (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(head)));
        for (var at = Others; isShared && at <= end - 4; at += 4)
        {
            if (IsAvif(head.Slice(at, 4)))
            {
                return ImageFormat.Avif;
            }
        }

        var isHeic = (first.StartsWith("hei"u8) || first.StartsWith("hev"u8)) && first[3] is (byte)'c' or (byte)'x' or (byte)'m' or (byte)'s';
        return isShared || isHeic ? ImageFormat.Heic : null;
    }

    private static bool IsAvif(ReadOnlySpan<byte> brand) => brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8);
}
