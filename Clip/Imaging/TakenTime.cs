using System.Globalization;

namespace Txt2Image.Clip.Imaging;

/// <summary>Reads from EXIF when a picture was taken. Malformed data is ignored. Tag numbers: Exif 2.32, 4.6.</summary>
internal static class TakenTime
{
    private const int ExifDirectory = 0x8769, DateTimeOriginal = 0x9003, OffsetTimeOriginal = 0x9011;
    private const int DateLength = 19, OffsetLength = 6;

    /// <summary>The year of the oldest photograph. Cameras whose clock is not set write earlier dates.</summary>
    private const int FirstYear = 1826;

    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    /// <summary>Seconds since 1970 UTC, or null.</summary>
    /// <param name="exif">A TIFF file, with or without the prefix that JPEG puts before it.</param>
    public static long? Read(byte[]? exif)
    {
        if (exif is null)
        {
            return null;
        }

        if (TiffDirectory.First(WithoutHead(exif))?.Children(ExifDirectory).FirstOrDefault() is not { } directory)
        {
            return null;
        }

        var isDate = DateTime.TryParseExact(
            directory.Text(DateTimeOriginal, DateLength), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        return isDate && date.Year >= FirstYear
            ? (long)(date - Offset(directory.Text(OffsetTimeOriginal, OffsetLength)) - DateTime.UnixEpoch).TotalSeconds : null;
    }

    /// <summary>The TIFF file that EXIF is, without the head that JPEG puts before it.</summary>
    public static byte[] WithoutHead(byte[] exif) => exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif[6..] : exif;

    /// <summary>Local time minus UTC. A date without an offset is taken as UTC.</summary>
    private static TimeSpan Offset(string text)
    {
        if (text is not ['+' or '-', .. var digits] || !TimeSpan.TryParseExact(digits, @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            || offset > LargestOffset)
        {
            return TimeSpan.Zero;
        }

        return text[0] == '-' ? -offset : offset;
    }
}
