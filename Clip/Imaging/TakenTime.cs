namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Finds out when a picture was taken. The first date that is possible counts: EXIF's original, digitized and modified date, then those of XMP, IPTC,
/// GPS and PNG's texts. Malformed data is ignored. Tag numbers: Exif 2.32, 4.6; TIFF/EP has the original date in the first directory.
/// </summary>
internal static class TakenTime
{
    private const int ExifDirectory = 0x8769, GpsDirectory = 0x8825, Xmp = 0x2bc, Iptc = 0x83bb;
    private const int GpsDate = 0x1d, GpsTime = 7;
    private const int MostBlock = 1 << 20;

    /// <summary>The year of the oldest photograph. Cameras whose clock is not set write earlier dates.</summary>
    private const int FirstYear = 1826;

    /// <summary>A date and the offset of its time from UTC: an offset counts only for its own date.</summary>
    private static readonly (int Date, int Offset)[] Tags = [(0x9003, 0x9011), (0x9004, 0x9012), (0x132, 0x9010)];

    /// <summary>A clock may be some hours ahead: a time without an offset is taken as UTC.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Seconds since 1970 UTC, or null.</summary>
    /// <param name="blocks">The file's metadata.</param>
    /// <param name="time">Says what is in the future, which no picture is from.</param>
    public static long? Read(MetadataBlocks blocks, TimeProvider time)
    {
        var latest = time.GetUtcNow().UtcDateTime + Ahead;
        var first = blocks.Exif is { } exif ? TiffDirectory.First(WithoutHead(exif)) : null;
        foreach (var date in Candidates(blocks, first))
        {
            if (date is { Year: >= FirstYear } && date <= latest)
            {
                return (long)Math.Floor((date.Value - DateTime.UnixEpoch).TotalSeconds);
            }
        }

        return null;
    }

    /// <summary>The TIFF file that EXIF is, without the head that JPEG puts before it.</summary>
    public static byte[] WithoutHead(byte[] exif) => exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif[6..] : exif;

    private static IEnumerable<DateTime?> Candidates(MetadataBlocks blocks, TiffDirectory? first)
    {
        var exif = first?.Children(ExifDirectory).FirstOrDefault();
        foreach (var (date, offset) in Tags)
        {
            yield return exif is null ? null : Read(exif, date, exif, offset);
            yield return first is null ? null : Read(first, date, exif ?? first, offset);
        }

        foreach (var date in XmpDates.Read(blocks.Xmp ?? first?.Bytes(Xmp, MostBlock)))
        {
            yield return DateText.Read(date);
        }

        yield return IptcDate.Read(blocks.Iptc ?? first?.Bytes(Iptc, MostBlock));
        yield return first?.Children(GpsDirectory).FirstOrDefault() is { } gps ? ReadGps(gps) : null;
        foreach (var text in blocks.Texts)
        {
            yield return DateText.Read(text) ?? DateText.ReadMail(text);
        }
    }

    private static DateTime? Read(TiffDirectory directory, int date, TiffDirectory offsets, int offset) =>
        DateText.Read(directory.Text(date, DateText.MostText), offsets.Text(offset, DateText.MostText));

    /// <summary>The day as text, and hours, minutes and seconds as fractions: always UTC.</summary>
    private static DateTime? ReadGps(TiffDirectory gps) =>
        gps.Fractions(GpsTime) is [>= 0 and < 24 and var hours, >= 0 and < 60 and var minutes, >= 0 and < 61 and var seconds, ..]
            ? DateText.Read(gps.Text(GpsDate, DateText.MostText))?.Date.AddHours(hours).AddMinutes(minutes).AddSeconds(seconds)
            : null;
}
