using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Clip.Imaging;

/// <summary>A part of a resized picture, in its own pixels.</summary>
internal readonly record struct ResizeWindow(long FullWidth, long FullHeight, long Left, long Top, int Width, int Height);

/// <summary>
/// Resizes a picture whose rows come one by one, top to bottom, keeping nothing of the source: each row is resized horizontally to 8 bits, then
/// added with its weight to the output rows that it belongs to. Sums of integers do not depend on their order, so the result is that of two
/// passes over the whole picture. Pixels are 4 bytes wide; each sample is treated alike.
/// </summary>
internal sealed class RowResizer
{
    private const int Half = 1 << (BicubicTaps.FractionBits - 1);
    private readonly ResizeWindow _window;
    private readonly BicubicTaps _across;
    private readonly BicubicTaps _down;
    private readonly int[] _row;
    private readonly int[] _sums;
    private readonly int _length;
    private int _first;

    public RowResizer(int width, int height, ResizeWindow window)
    {
        _window = window;
        _across = new(width, window.FullWidth, window.Left, window.Width);
        _down = new(height, window.FullHeight, window.Top, window.Height);
        _row = new int[window.Width * 4];
        _length = window.Height * window.Width * 4;
        _sums = ArrayPool<int>.Shared.Rent(_length);
        _sums.AsSpan(0, _length).Fill(Half);
    }

    /// <summary>Whether a source row has a part in the window; the others need not be added.</summary>
    public bool Needs(int y) => y >= _down.Starts[0] && y < _down.End;

    public void Add(int y, ReadOnlySpan<byte> pixels)
    {
        Across(MemoryMarshal.Cast<byte, uint>(pixels));
        while (_first < _window.Height && _down.Starts[_first] + _down.Weights[_first].Length <= y)
        {
            _first++;
        }
        for (var line = _first; line < _window.Height && _down.Starts[line] <= y; line++)
        {
            AddTo(_sums.AsSpan(line * _row.Length, _row.Length), _down.Weights[line][y - _down.Starts[line]]);
        }
    }

    /// <summary>Ends the resize, once: the window, with the first <paramref name="samples"/> of the 4 samples of each pixel.</summary>
    public byte[] Finish(int samples)
    {
        var result = new byte[_window.Width * _window.Height * samples];
        for (int from = 0, to = 0; from < _length; from += 4, to += samples)
        {
            for (var sample = 0; sample < samples; sample++)
            {
                result[to + sample] = (byte)Math.Clamp(_sums[from + sample] >> BicubicTaps.FractionBits, 0, 255);
            }
        }
        // Megabytes for each picture, kept for the next one. One that fails leaves them to the collector.
        ArrayPool<int>.Shared.Return(_sums);
        return result;
    }

    private void Across(ReadOnlySpan<uint> pixels)
    {
        var rows = MemoryMarshal.Cast<int, Vector128<int>>(_row.AsSpan());
        var max = Vector128.Create(255);
        for (var x = 0; x < rows.Length; x++)
        {
            var weights = _across.Weights[x];
            var taps = pixels.Slice(_across.Starts[x], weights.Length);
            var sum = Vector128.Create(Half);
            for (var i = 0; i < taps.Length; i++)
            {
                var bytes = Vector128.CreateScalarUnsafe(taps[i]).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * weights[i];
            }
            rows[x] = Vector128.Min(Vector128.Max(sum >> BicubicTaps.FractionBits, Vector128<int>.Zero), max);
        }
    }

    private void AddTo(Span<int> sums, int weight)
    {
        var to = MemoryMarshal.Cast<int, Vector<int>>(sums);
        var from = MemoryMarshal.Cast<int, Vector<int>>(_row.AsSpan());
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += from[i] * weight;
        }
        for (var i = to.Length * Vector<int>.Count; i < sums.Length; i++)
        {
            sums[i] += _row[i] * weight;
        }
    }
}
