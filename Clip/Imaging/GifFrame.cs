using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The first picture of a GIF: its size, and its compressed data, in blocks of at most 255 bytes. Layout and codes: GIF89a, sections 20 to 22 and
/// appendix F.
/// </summary>
internal readonly struct GifFrame
{
    private const int FileHead = 13, PictureHead = 10;
    private const byte Extension = 0x21, Picture = 0x2c, Trailer = 0x3b;
    private readonly byte[] _data;

    private GifFrame(int dataAt, long pixels, int codeSize, byte[] data) => (DataAt, Pixels, CodeSize, _data) = (dataAt, pixels, codeSize, data);

    /// <summary>Where its first block begins.</summary>
    public int DataAt { get; }

    public long Pixels { get; }

    private int CodeSize { get; }

    /// <summary>Whether the file has a picture whose data are too short for its size.</summary>
    public static bool LacksPixels(byte[] file) => Find(file) is { } frame && !frame.IsWhole();

    /// <summary>The file with its first picture only, and its end.</summary>
    public static MendedFile Mend(byte[] file, long maxPixels)
    {
        if (Find(file) is not { } frame || frame.Pixels > maxPixels)
        {
            return new(file, IsWhole: false);
        }

        using var mended = new MemoryStream(file.Length);
        mended.Write(file.AsSpan(0, frame.DataAt));
        foreach (var block in frame._data.Chunk(byte.MaxValue))
        {
            mended.Write([(byte)block.Length, .. block]);
        }

        mended.Write([0, Trailer]);
        return new(mended.ToArray(), frame.IsWhole());
    }

    /// <summary>The first picture, with the data that are there; null if its head is not.</summary>
    private static GifFrame? Find(byte[] file)
    {
        var at = file.Length > FileHead ? FileHead + ColourMap(file[10]) : file.Length;
        while (at < file.Length && file[at] == Extension)
        {
            at = Skip(file, at + 2) + 1;
        }

        if (at + PictureHead >= file.Length || file[at] != Picture)
        {
            return null;
        }

        var size = file.AsSpan(at + 5);
        var pixels = (long)BinaryPrimitives.ReadUInt16LittleEndian(size) * BinaryPrimitives.ReadUInt16LittleEndian(size[2..]);
        var codes = at + PictureHead + ColourMap(file[at + 9]);
        return codes < file.Length ? new(codes + 1, pixels, file[codes], Read(file, codes + 1)) : null;
    }

    private static int ColourMap(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <summary>The end of a chain of blocks.</summary>
    private static int Skip(byte[] file, int at)
    {
        while (at < file.Length && file[at] != 0)
        {
            at += file[at] + 1;
        }

        return at;
    }

    private static byte[] Read(byte[] file, int at)
    {
        using var data = new MemoryStream();
        for (; at < file.Length && file[at] != 0; at += file[at] + 1)
        {
            data.Write(file.AsSpan(at + 1, Math.Min(file[at], file.Length - at - 1)));
        }

        return data.ToArray();
    }

    /// <summary>Counts the pixels that the codes stand for, without making them.</summary>
    private bool IsWhole()
    {
        if (CodeSize is < 1 or > 11)
        {
            return false;
        }

        // A code stands for one pixel more than the code before it did when it was made.
        var lengths = new int[4096];
        var (clear, count, width, previous) = (1 << CodeSize, (1 << CodeSize) + 2, CodeSize + 1, 0);
        var (bits, ahead, at, pixels) = (0, 0, 0, 0L);
        while (pixels < Pixels)
        {
            for (; bits < width && at < _data.Length; bits += 8)
            {
                ahead |= _data[at++] << bits;
            }

            if (bits < width)
            {
                return false;
            }

            var code = ahead & ((1 << width) - 1);
            (ahead, bits) = (ahead >> width, bits - width);
            if (code == clear)
            {
                (count, width, previous) = (clear + 2, CodeSize + 1, 0);
                continue;
            }

            if (code == clear + 1 || code > count || (code == count && previous == 0))
            {
                return false;
            }

            if (previous > 0 && count < lengths.Length)
            {
                lengths[count++] = previous + 1;
                width += count == 1 << width && width < 12 ? 1 : 0;
            }

            previous = code < clear ? 1 : lengths[code];
            pixels += previous;
        }

        return true;
    }
}
