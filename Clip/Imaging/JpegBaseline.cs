using System.Buffers;
using System.Numerics;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Rewrites a progressive JPEG as a baseline one while it is read, without decoding its pixels: the coefficients are the same, and so is the picture.
/// A decoder of baseline files holds a few rows; one of progressive files holds the coefficients of the whole picture. Codes: ITU-T T.81, annex K.3.
/// </summary>
internal sealed class JpegBaseline
{
    private const int MostBlocksInUnit = 10;

    private static readonly (JpegHuffman Dc, JpegHuffman Ac)[] Codes =
    [
        (Table(JpegCodes.LuminanceDc), Table(JpegCodes.LuminanceAc)), (Table(JpegCodes.ChrominanceDc), Table(JpegCodes.ChrominanceAc)),
    ];

    private readonly JpegFile _jpeg;
    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly int[] _predictions;
    private ulong _ahead;
    private int _count;
    private int _band;
    private int _at;

    private JpegBaseline(JpegFile jpeg, byte[] file)
    {
        _jpeg = jpeg;
        _predictions = new int[jpeg.Components.Count];
        WriteHead(file);
    }

    /// <summary>Begins to rewrite a file; null if it is not progressive, or of a kind that cannot be rewritten.</summary>
    public static JpegBaseline? Of(byte[] file)
    {
        var jpeg = JpegFile.Read(file);
        var canWrite = jpeg is { IsProgressive: true, HasEnd: true } && JpegEnd.HasAllBits(jpeg)
            && jpeg.Components.Sum(component => component.Across * component.Down) <= MostBlocksInUnit;
        return canWrite ? new(jpeg!, file) : null;
    }

    /// <summary>Reads the next bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public int Read(Span<byte> buffer)
    {
        while (_at == _pending.WrittenCount && _band < _jpeg.Bands)
        {
            _at = 0;
            _pending.ResetWrittenCount();
            WriteBand();
        }

        var count = Math.Min(buffer.Length, _pending.WrittenCount - _at);
        _pending.WrittenSpan.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private static JpegHuffman Table(ReadOnlySpan<byte> counted) => JpegHuffman.Read(counted[..16], counted[16..])!;

    private void WriteHead(byte[] file)
    {
        _pending.Write<byte>([0xff, 0xd8]);
        foreach (var segment in _jpeg.Head)
        {
            _pending.Write<byte>(file.AsSpan(segment));
        }

        var components = _jpeg.Components;
        Segment(
            0xc1,
            [
                8, (byte)(_jpeg.Height >> 8), (byte)_jpeg.Height, (byte)(_jpeg.Width >> 8), (byte)_jpeg.Width, (byte)components.Count,
                .. components.SelectMany(one => new[] { one.Id, (byte)((one.Across << 4) | one.Down), one.Table }),
            ]);
        Segment(
            0xc4,
            [
                0x00, .. JpegCodes.LuminanceDc, 0x10, .. JpegCodes.LuminanceAc, 0x01, .. JpegCodes.ChrominanceDc, 0x11, .. JpegCodes.ChrominanceAc,
            ]);
        Segment(
            0xda, [(byte)components.Count, .. components.SelectMany((one, i) => new[] { one.Id, (byte)(TableOf(i) * 0x11) }), 0, 63, 0]);
    }

    /// <summary>The first component is lightness, or an ink.</summary>
    private static int TableOf(int component) => component is 1 or 2 ? 1 : 0;

    private void Segment(byte marker, byte[] content) =>
        _pending.Write<byte>([0xff, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);

    private void WriteBand()
    {
        JpegBand.Decode(_jpeg, _band++);
        for (var unit = 0; unit < _jpeg.UnitsAcross; unit++)
        {
            for (var i = 0; i < _jpeg.Components.Count; i++)
            {
                var component = _jpeg.Components[i];
                for (var block = 0; block < component.Down * component.Across; block++)
                {
                    Write(i, component.Block(block / component.Across, (unit * component.Across) + (block % component.Across)));
                }
            }
        }

        var isLast = _band == _jpeg.Bands;
        if (_jpeg.Scans.Any(scan => scan.LacksData || (isLast && scan.IsOdd)))
        {
            throw new InvalidDataException("A scan is damaged.");
        }

        if (isLast)
        {
            // The last byte is filled up with ones.
            Put(0x7f, 7);
            _pending.Write<byte>([0xff, JpegFile.EndOfImage]);
        }
    }

    private void Write(int component, ReadOnlySpan<short> block)
    {
        var (dc, ac) = Codes[TableOf(component)];
        var difference = block[0] - _predictions[component];
        _predictions[component] = block[0];
        Put(dc, 0, difference);
        var run = 0;
        var last = block.LastIndexOfAnyExcept((short)0);
        for (var k = 1; k <= last; k++)
        {
            if (block[k] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
            {
                Put(ac, 15, 0);
            }

            Put(ac, run, block[k]);
            run = 0;
        }

        if (last < 63)
        {
            Put(ac, 0, 0);
        }
    }

    /// <summary>Writes the code of a run of zeros and a number's size, and the number.</summary>
    private void Put(JpegHuffman table, int run, int number)
    {
        var size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(number));
        var (code, length) = table.CodeOf((run << 4) | size);
        if (length == 0)
        {
            throw new InvalidDataException("A coefficient is out of range.");
        }

        Put(code, length);
        Put((number < 0 ? number - 1 : number) & ((1 << size) - 1), size);
    }

    private void Put(int bits, int count)
    {
        _ahead = (_ahead << count) | (uint)bits;
        for (_count += count; _count >= 8; _count -= 8)
        {
            var value = (byte)(_ahead >> (_count - 8));
            var space = _pending.GetSpan(2);
            (space[0], space[1]) = (value, 0);
            _pending.Advance(value == 0xff ? 2 : 1);
        }
    }
}
