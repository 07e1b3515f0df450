using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Clip.Imaging;

/// <summary>A part of a resized picture, in resized pixels.</summary>
internal readonly record struct ResizeWindow(long FullWidth, long FullHeight, long Left, long Top, int Width, int Height);

/// <summary>
/// Resizes a picture row by row, top to bottom, without keeping the source: each row is resized horizontally to 8 bits, then added with its weight
/// to the output rows that it contributes to. Integer sums do not depend on their order, so the result equals that of two passes over the whole
/// picture. Pixels are 4 bytes; all samples are treated alike.
/// </summary>
/// <remarks>Rows arrive in order, so output rows start and finish in order, and only the few unfinished ones need sums.</remarks>
internal sealed class RowResizer
{
    private const int Half = 1 << (BicubicTaps.FractionBits - 1);
    private readonly ResizeWindow _window;
    private readonly BicubicTaps _across;
    private readonly BicubicTaps _down;
    private readonly int _samples;
    private readonly int[] _row;
    private readonly int[][] _sums;
    private readonly byte[] _result;
    private int _first;

    /// <param name="width">Pixels in a source row.</param>
    /// <param name="height">Source rows.</param>
    /// <param name="window">The part of the resized picture to produce.</param>
    /// <param name="samples">How many of the 4 samples of each pixel to produce.</param>
    public RowResizer(int width, int height, ResizeWindow window, int samples)
    {
        _window = window;
        _across = new(width, window.FullWidth, window.Left, window.Width);
        _down = new(height, window.FullHeight, window.Top, window.Height);
        _samples = samples;
        _row = new int[window.Width * 4];
        _sums = new int[MostUnfinished(_down)][];
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = new int[_row.Length];
            _sums[i].AsSpan().Fill(Half);
        }

        _result = new byte[window.Width * window.Height * samples];
    }

    /// <summary>Whether a source row contributes to the window; other rows need not be added.</summary>
    public bool Needs(int y) => y >= _down.Starts[0] && y < _down.End;

    public void Add(int y, ReadOnlySpan<byte> pixels)
    {
        Across(MemoryMarshal.Cast<byte, uint>(pixels));
        for (var line = _first; line < _window.Height && _down.Starts[line] <= y; line++)
        {
            AddTo(SumsOf(line), _down.Weights[line][y - _down.Starts[line]]);
        }

        for (; _first < _window.Height && EndOf(_down, _first) <= y + 1; _first++)
        {
            Finish(_first);
        }
    }

    /// <summary>Returns the window, after every row that it needs was added.</summary>
    public byte[] Finish() => _result;

    private static int EndOf(BicubicTaps taps, int line) => taps.Starts[line] + taps.Weights[line].Length;

    /// <summary>The most output rows that are unfinished at the same time.</summary>
    private static int MostUnfinished(BicubicTaps taps)
    {
        var most = 1;
        for (int first = 0, begun = 0; first < taps.Starts.Length; first++)
        {
            while (begun < taps.Starts.Length && taps.Starts[begun] < EndOf(taps, first))
            {
                begun++;
            }

            most = Math.Max(most, begun - first);
        }

        return most;
    }

    private Span<int> SumsOf(int line) => _sums[line % _sums.Length];

    /// <summary>Writes an output row and clears its sums for the next one.</summary>
    private void Finish(int line)
    {
        var sums = SumsOf(line);
        var to = line * _window.Width * _samples;
        for (var from = 0; from < sums.Length; from += 4, to += _samples)
        {
            for (var sample = 0; sample < _samples; sample++)
            {
                _result[to + sample] = (byte)Math.Clamp(sums[from + sample] >> BicubicTaps.FractionBits, 0, 255);
            }
        }

        sums.Fill(Half);
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
