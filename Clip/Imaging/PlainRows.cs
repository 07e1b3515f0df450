using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads the rows of a file whose samples are stored as they are: a bitmap of Windows with 1, 4, 8 or 24 bits, or a binary Netpbm file of 1 or 8
/// bits. So a large scan is read without another copy. Its pixels are those of ImageSharp, which reads the other kinds of these formats.
/// </summary>
internal sealed class PlainRows : IPixelSource
{
    /// <summary>A wider row would have more bytes than an array.</summary>
    private const int MostSide = 1 << 26;

    private readonly byte[] _file;
    private readonly int _start;
    private readonly int _stride;
    private readonly int _bits;
    private readonly bool _isBottomUp;
    private readonly bool _isBlueFirst;

    /// <summary>The colours that a pixel's number stands for, three bytes each; null if the samples are colours.</summary>
    private readonly byte[]? _palette;

    private PlainRows(
        byte[] file, int start, int stride, int bits, (int Width, int Height, bool IsBottomUp) size, byte[]? palette, bool isBlueFirst)
    {
        (_file, _start, _stride, _bits, _palette) = (file, start, stride, bits, palette);
        (_isBottomUp, _isBlueFirst) = (size.IsBottomUp, isBlueFirst);
        Layout = new(size.Width, size.Height, Samples: 3, SampleBytes: 1, IsCmyk: false, Orientation: 1, Held: 0);
    }

    public PixelLayout Layout { get; }

    public byte[]? Profile => null;

    public byte[]? Exif => null;

    /// <summary>Opens a file; null if it is of another kind, or lacks pixels.</summary>
    public static PlainRows? Open(byte[] file, ImageFormat format)
    {
        var rows = format switch
        {
            ImageFormat.Bmp => OpenBitmap(file),
            ImageFormat.Pbm => OpenNetpbm(file),
            _ => null,
        };
        var isThere = rows is { Layout: { Width: > 0, Height: > 0 } layout } && rows._start + ((long)rows._stride * layout.Height) <= file.Length;
        return isThere ? rows : null;
    }

    public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken)
    {
        for (var y = top; y < top + count; y++)
        {
            var row = _file.AsSpan(_start + ((_isBottomUp ? Layout.Height - 1 - y : y) * _stride), _stride);
            Read(row, rows.Slice((y - top) * Layout.Width * 3, Layout.Width * 3));
        }
    }

    public void Dispose()
    {
        // The file's memory is the caller's.
    }

    private void Read(ReadOnlySpan<byte> row, Span<byte> pixels)
    {
        if (_palette is null)
        {
            row[..pixels.Length].CopyTo(pixels);
            for (var i = 0; _isBlueFirst && i < pixels.Length; i += 3)
            {
                (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
            }

            return;
        }

        var (perByte, mask) = (8 / _bits, (1 << _bits) - 1);
        for (var x = 0; x < Layout.Width; x++)
        {
            var number = (row[x / perByte] >> (8 - _bits - (x % perByte * _bits))) & mask;
            _palette.AsSpan(number * 3, 3).CopyTo(pixels[(x * 3)..]);
        }
    }

    /// <summary>The header of Windows 3 or a later one, without compression (Microsoft's bitmap storage).</summary>
    private static PlainRows? OpenBitmap(byte[] file)
    {
        const int FileHead = 14, PlainHead = 40;
        if (file.Length < FileHead + PlainHead || Number(file, FileHead) < PlainHead || Number(file, 30) != 0)
        {
            return null;
        }

        var (start, bits, height) = (Number(file, 10), BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(28)), Number(file, 22));
        if (bits is not (1 or 4 or 8 or 24) || start < FileHead + PlainHead || height == int.MinValue || Number(file, 18) is <= 0 or > MostSide)
        {
            return null;
        }

        var width = Number(file, 18);
        var palette = bits == 24 ? null : Palette(file, FileHead + Number(file, FileHead), start, bits);
        return new(file, start, ((width * bits) + 31) / 32 * 4, bits, (width, Math.Abs(height), height > 0), palette, isBlueFirst: true);
    }

    /// <summary>Colours of four bytes, blue first. Those that the file does not have are black.</summary>
    private static byte[] Palette(byte[] file, int from, int to, int bits)
    {
        var palette = new byte[3 << bits];
        for (var i = 0; i < palette.Length && from >= 0 && from + 4 <= Math.Min(to, file.Length); i += 3, from += 4)
        {
            (palette[i], palette[i + 1], palette[i + 2]) = (file[from + 2], file[from + 1], file[from]);
        }

        return palette;
    }

    /// <summary>P4, where 1 is black, and P5 and P6 with samples up to 255.</summary>
    private static PlainRows? OpenNetpbm(byte[] file)
    {
        var type = file[1] - '0';
        var (end, numbers) = PbmSamples.ReadHead(file, type);
        if (type < 4 || numbers is [> MostSide, ..] or [_, > MostSide, ..] or [_, _, not 255])
        {
            return null;
        }

        var (width, height) = (numbers[0], numbers[1]);
        var stride = type == 4 ? (width + 7) / 8 : width * (type == 6 ? 3 : 1);
        byte[]? palette = type switch
        {
            4 => [255, 255, 255, 0, 0, 0],
            5 => [.. Enumerable.Range(0, 256).SelectMany(grey => Enumerable.Repeat((byte)grey, 3))],
            _ => null,
        };
        return new(file, end + 1, stride, type switch { 4 => 1, 5 => 8, _ => 24 }, (width, height, false), palette, isBlueFirst: false);
    }

    private static int Number(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
}
