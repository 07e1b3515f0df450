using System.IO.Compression;
using NetVips;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Large files as phones and scanners make them, written without encoding all their pixels.</summary>
internal static class TodaysPictures
{
    /// <summary>An A3 page of 300 dpi is half of one of 600 dpi: 104 MB in colour.</summary>
    public const int ScanWidth = 7016, ScanHeight = 4961;

    public static byte[] Of(string kind) => kind switch
    {
        "progressive.jpg" => RepeatedJpeg(width: 16320, times: 45),
        "scan.tif" => TiffPicture.Of(Samples(), ScanWidth, ScanHeight, TiffPicture.Rgb, extra: null),
        "scan.bmp" => Bitmap(),
        "scan.png" => PngOf(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>
    /// A progressive JPEG, 4:4:4, whose rows of blocks repeat: each ends with a restart, so that the data of a scan can be copied one after another.
    /// </summary>
    /// <param name="width">A multiple of 8.</param>
    /// <param name="times">How often its 64 rows are repeated.</param>
    public static byte[] RepeatedJpeg(int width, int times)
    {
        var random = new Random(2);
        byte[] pixels = [.. Enumerable.Range(0, width * 64 * 3).Select(i => (byte)((i / 3 % width / 40) + random.Next(8)))];
        using var image = Pictures.Raw(pixels, width, 64, 3);
        var strip = image.JpegsaveBuffer(q: 60, interlace: true, subsampleMode: Enums.ForeignSubsample.Off, restartInterval: width / 8);
        using var file = new MemoryStream();
        for (var at = 0; at < strip.Length;)
        {
            var marker = strip[at + 1];
            if (marker is 0xd8 or 0xd9)
            {
                file.Write(strip.AsSpan(at, 2));
                at += 2;
                continue;
            }

            var segment = strip.AsSpan(at, 2 + (strip[at + 2] << 8) + strip[at + 3]).ToArray();
            at += segment.Length;
            if (marker == 0xc2)
            {
                (segment[5], segment[6]) = ((byte)((64 * times) >> 8), (byte)(64 * times));
            }

            file.Write(segment);
            if (marker == 0xda)
            {
                at = Repeat(file, strip, at, times);
            }
        }

        return file.ToArray();
    }

    /// <summary>Writes a scan's intervals again and again, with their restart markers counted from 0 to 7.</summary>
    private static int Repeat(MemoryStream file, byte[] strip, int at, int times)
    {
        List<Range> intervals = [];
        var from = at;
        for (; ; at++)
        {
            if (strip[at] == 0xff && strip[at + 1] != 0)
            {
                intervals.Add(from..at);
                if (strip[at + 1] is < 0xd0 or > 0xd7)
                {
                    break;
                }

                from = at + 2;
            }
        }

        for (var i = 0; i < intervals.Count * times; i++)
        {
            file.Write(i == 0 ? [] : [0xff, (byte)(0xd0 + ((i - 1) % 8))]);
            file.Write(strip.AsSpan(intervals[i % intervals.Count]));
        }

        return at;
    }

    private static byte[] Samples()
    {
        var samples = new byte[ScanWidth * ScanHeight * 3];
        for (var y = 0; y < ScanHeight; y++)
        {
            samples.AsSpan(y * ScanWidth * 3, ScanWidth * 3).Fill((byte)(y / 20));
        }

        return samples;
    }

    private static byte[] Bitmap()
    {
        var head = new byte[54];
        (head[0], head[1]) = ((byte)'B', (byte)'M');
        foreach (var (at, number) in ((int, int)[])[(10, 54), (14, 40), (18, ScanWidth), (22, ScanHeight), (26, (24 << 16) | 1)])
        {
            BitConverter.GetBytes(number).CopyTo(head, at);
        }

        return [.. head, .. Samples()];
    }

    private static byte[] PngOf()
    {
        using var packed = new MemoryStream();
        using (var rows = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            var row = new byte[1 + (ScanWidth * 3)];
            for (var y = 0; y < ScanHeight; y++)
            {
                row.AsSpan(1).Fill((byte)(y / 20));
                rows.Write(row);
            }
        }

        byte[] header = [0, 0, ScanWidth >> 8, ScanWidth & 255, 0, 0, ScanHeight >> 8, ScanHeight & 255, 8, 2, 0, 0, 0];
        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8, .. PngFile.Chunk("IHDR", header), .. PngFile.Chunk("IDAT", packed.ToArray()), .. PngFile.Chunk("IEND", []),
        ];
    }
}
