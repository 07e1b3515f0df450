using System.Buffers.Binary;
using System.Text;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>Writes an EXIF block: a TIFF file with texts in its first directory, its EXIF directory and its GPS directory, and no picture.</summary>
internal static class ExifBlock
{
    public const int Modified = 0x132, Original = 0x9003, Digitized = 0x9004;
    public const int OffsetOfModified = 0x9010, OffsetOfOriginal = 0x9011, OffsetOfDigitized = 0x9012;

    private const int ExifDirectory = 0x8769, GpsDirectory = 0x8825, GpsTime = 7, GpsDate = 0x1d;
    private const int Ascii = 2, Long = 4, Rational = 5;

    public static byte[] Of(
        (int Tag, string Text)[]? first = null, (int Tag, string Text)[]? exif = null, (string Date, uint[] Time)? gps = null)
    {
        using var file = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0]);
        List<(int Tag, int Type, byte[] Value)> texts = [.. Texts(first)];
        var children = (exif is null ? 0 : 1) + (gps is null ? 0 : 1);
        var head = 8 + Size(texts.Count + children) + Extra(texts);
        List<(int, int, byte[])> exifTexts = [.. Texts(exif)];
        if (exif is not null)
        {
            texts.Add((ExifDirectory, Long, Number(head)));
            head += Size(exifTexts.Count) + Extra(exifTexts);
        }

        if (gps is not null)
        {
            texts.Add((GpsDirectory, Long, Number(head)));
        }

        Write(file, texts);
        if (exif is not null)
        {
            Write(file, exifTexts);
        }

        if (gps is var (date, time))
        {
            Write(file, [.. Texts([(GpsDate, date)]), (GpsTime, Rational, [.. time.SelectMany(part => Number((int)part).Concat(Number(1)))])]);
        }

        return file.ToArray();
    }

    private static IEnumerable<(int, int, byte[])> Texts((int Tag, string Text)[]? texts) =>
        (texts ?? []).Select(one => (one.Tag, Ascii, Encoding.ASCII.GetBytes(one.Text + "\0")));

    private static int Size(int entries) => 2 + (12 * entries) + 4;

    private static int Extra(IEnumerable<(int Tag, int Type, byte[] Value)> entries) =>
        entries.Sum(entry => entry.Value.Length > 4 ? entry.Value.Length : 0);

    private static void Write(MemoryStream file, List<(int Tag, int Type, byte[] Value)> entries)
    {
        var behind = (int)file.Position + Size(entries.Count);
        using var extra = new MemoryStream();
        file.Write([(byte)entries.Count, 0]);
        foreach (var (tag, type, value) in entries)
        {
            var count = type switch { Ascii => value.Length, Rational => value.Length / 8, _ => 1 };
            file.Write([(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Number(count)]);
            if (value.Length <= 4)
            {
                file.Write([.. value, .. new byte[4 - value.Length]]);
                continue;
            }

            file.Write(Number(behind + (int)extra.Length));
            extra.Write(value);
        }

        file.Write(new byte[4]);
        extra.WriteTo(file);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
