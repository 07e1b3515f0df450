using System.Buffers.Binary;
using Txt2Image.Clip.Imaging.Modern;

namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>
/// Canon's CR3: its JPEG is the only sample of the first track, a smaller one is in a box of its own, and the EXIF directories are TIFF files in
/// boxes. Layout: ISO/IEC 14496-12, and L. Clevy's description of CR3.
/// </summary>
internal static class RawCanonBoxes
{
    private const int OrientationTag = 0x112, IdBytes = 16;
    private static readonly byte[] Metadata = Convert.FromHexString("85c0b687820f11e08111f4ce462b6a48");
    private static readonly byte[] Preview = Convert.FromHexString("eaf42b5e1c984b88b9fbb7dc406e4d16");

    public static RawParts Read(byte[] file)
    {
        List<(long, long)> jpegs = [];
        (long? Orientation, byte[]? Exif) facts = default;
        foreach (var box in IsoBox.Walk(file, 0, file.Length))
        {
            if (IsOf(file, box, Preview))
            {
                jpegs.AddRange(JpegIn(file, box));
            }

            foreach (var part in box.Is("moov"u8) ? IsoBox.Walk(file, box.Start, box.End) : [])
            {
                if (part.Is("trak"u8))
                {
                    jpegs.AddRange(FirstSample(file, part));
                }
                else if (IsOf(file, part, Metadata))
                {
                    facts = ReadFacts(file, part.Start + IdBytes, part.End);
                }
            }
        }

        return new(jpegs, facts.Orientation, facts.Exif);
    }

    private static bool IsOf(byte[] file, IsoBox box, byte[] id) =>
        box.Is("uuid"u8) && box.End - box.Start >= IdBytes && file.AsSpan(box.Start, IdBytes).SequenceEqual(id);

    private static IEnumerable<(long Start, long Length)> JpegIn(byte[] file, IsoBox box)
    {
        var at = file.AsSpan(box.Start..box.End).IndexOf((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]);
        return at < 0 ? [] : [(box.Start + at, box.End - box.Start - at)];
    }

    /// <summary>The place of a track's first sample, if it is a JPEG or cannot be looked at.</summary>
    private static IEnumerable<(long Start, long Length)> FirstSample(byte[] file, IsoBox track)
    {
        IsoBox? place = track;
        foreach (var name in (byte[][])["mdia"u8.ToArray(), "minf"u8.ToArray(), "stbl"u8.ToArray()])
        {
            place = place is { } outer ? IsoBox.Find(file, outer.Start, outer.End, name) : null;
        }

        if (place is not { } table)
        {
            yield break;
        }

        var length = Number(file, IsoBox.Find(file, table.Start, table.End, "stsz"u8), 4, 4);
        length = length > 0 ? length : Number(file, IsoBox.Find(file, table.Start, table.End, "stsz"u8), 12, 4);
        var start = IsoBox.Find(file, table.Start, table.End, "co64"u8) is { } wide
            ? Number(file, wide, 8, 8)
            : Number(file, IsoBox.Find(file, table.Start, table.End, "stco"u8), 8, 4);
        var isOther = start >= 0 && start < file.Length - 2 && !file.AsSpan((int)start).StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8]);
        if (start > 0 && length > 0 && !isOther)
        {
            yield return (start, length);
        }
    }

    private static long Number(byte[] file, IsoBox? box, int at, int bytes)
    {
        if (box is not { } known || known.End - known.Start < at + bytes)
        {
            return 0;
        }

        var span = file.AsSpan(known.Start + at, bytes);
        return bytes == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(span)
            : (long)Math.Min(long.MaxValue / 2, BinaryPrimitives.ReadUInt64BigEndian(span));
    }

    /// <summary>The turn from the first TIFF file, and the second, which is what EXIF's directory is elsewhere.</summary>
    private static (long? Orientation, byte[]? Exif) ReadFacts(byte[] file, int start, int end)
    {
        byte[]? Content(ReadOnlySpan<byte> name) => IsoBox.Find(file, start, end, name) is { } box ? file[box.Start..box.End] : null;
        var first = Content("CMT1"u8) is { } about ? TiffDirectory.First(about) : null;
        var orientation = first?.Has(OrientationTag) == true ? first.Value(OrientationTag, 1) : (long?)null;
        return (orientation, Content("CMT2"u8) is { Length: > 16 } exif ? AsExif(exif) : null);
    }

    /// <summary>Puts a directory before the first one, which names it as the one of EXIF.</summary>
    private static byte[] AsExif(byte[] tiff)
    {
        const short ExifDirectory = unchecked((short)0x8769), Long = 4;
        const int DirectoryBytes = 18, Header = 8;
        var block = new byte[tiff.Length + DirectoryBytes];
        tiff.CopyTo(block, 0);
        var added = block.AsSpan(tiff.Length);
        if (tiff[0] == 'I')
        {
            BinaryPrimitives.WriteInt16LittleEndian(added, 1);
            BinaryPrimitives.WriteInt16LittleEndian(added[2..], ExifDirectory);
            BinaryPrimitives.WriteInt16LittleEndian(added[4..], Long);
            BinaryPrimitives.WriteInt32LittleEndian(added[6..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), tiff.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt16BigEndian(added, 1);
            BinaryPrimitives.WriteInt16BigEndian(added[2..], ExifDirectory);
            BinaryPrimitives.WriteInt16BigEndian(added[4..], Long);
            BinaryPrimitives.WriteInt32BigEndian(added[6..], 1);
            BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(4), tiff.Length);
        }

        tiff.AsSpan(Header - 4, 4).CopyTo(added[10..]);
        return block;
    }
}
