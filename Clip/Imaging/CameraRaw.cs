using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Recognises camera RAW files, which share TIFF's signature: a decoder would return their small thumbnail instead of the picture. A file is RAW if
/// it has a DNG version, Canon's mark at byte 8, a sensor's colour pattern, a RAW compression, or a first directory that is marked as a reduced
/// picture and points to others.
/// </summary>
internal static class CameraRaw
{
    private const int NewSubfileType = 0xfe, Compression = 0x103, Photometric = 0x106, Make = 0x10f, SubDirectories = 0x14a, DngVersion = 0xc612;

    /// <summary>The format; null for an ordinary TIFF.</summary>
    public static RawKind? Detect(byte[] file, TiffDirectory first)
    {
        if (first.Has(DngVersion))
        {
            return RawKind.Tiff("DNG", "image/x-adobe-dng");
        }

        if (file.AsSpan(8).StartsWith("CR"u8))
        {
            return RawKind.Tiff("Canon, CR2", "image/x-canon-cr2");
        }

        var children = first.Children(SubDirectories).ToList();
        var isPreview = (first.Value(NewSubfileType, 0) & 1) != 0 && children.Count > 0;
        return isPreview || children.Append(first).Any(IsSensorData) ? Maker(first) : null;
    }

    private static bool IsSensorData(TiffDirectory directory) =>
        directory.Value(Photometric, 0) is 32803 or 34892
        || directory.Value(Compression, 0) is 32767 or 32769 or 32770 or 34713 or 65000 or 65535;

    private static RawKind Maker(TiffDirectory first) => string.Concat(first.Values(Make).Select(c => (char)c)).ToUpperInvariant() switch
    {
        ['N', 'I', 'K', 'O', 'N', ..] => RawKind.Tiff("Nikon, NEF", "image/x-nikon-nef"),
        ['S', 'O', 'N', 'Y', ..] => RawKind.Tiff("Sony, ARW", "image/x-sony-arw"),
        ['C', 'A', 'N', 'O', 'N', ..] => RawKind.Tiff("Canon", "image/x-canon-cr2"),
        ['P', 'E', 'N', 'T', 'A', 'X', ..] or ['R', 'I', 'C', 'O', 'H', ..] => RawKind.Tiff("Pentax, PEF", "image/x-pentax-pef"),
        ['S', 'A', 'M', 'S', 'U', 'N', 'G', ..] => RawKind.Tiff("Samsung, SRW", "image/x-samsung-srw"),
        _ => RawKind.Tiff("RAW in TIFF", "image/tiff"),
    };
}
