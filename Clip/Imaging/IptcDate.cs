using System.Text;

namespace Txt2Image.Clip.Imaging;

/// <summary>Reads the date of an IPTC record: data sets 2:55, the day, and 2:60, the time with its offset (IPTC-IIM 4.2, 6.5).</summary>
internal static class IptcDate
{
    private const int MostLength = 16;

    /// <summary>The time in UTC, or null.</summary>
    public static DateTime? Read(byte[]? record) => record is not null && Find(record, 55) is { Length: > 0 } day
        ? DateText.Read(day + "T" + Find(record, 60)) ?? DateText.Read(day)
        : null;

    /// <summary>A data set is a mark, its numbers, a length of two bytes and the text.</summary>
    private static string Find(ReadOnlySpan<byte> record, byte number)
    {
        var at = record.IndexOf((ReadOnlySpan<byte>)[0x1c, 2, number, 0]);
        var text = at < 0 || at + 5 > record.Length ? default : record[(at + 5)..];
        return text.IsEmpty ? "" : Encoding.ASCII.GetString(text[..Math.Min(Math.Min((int)record[at + 4], MostLength), text.Length)]);
    }
}
