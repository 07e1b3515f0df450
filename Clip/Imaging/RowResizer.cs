using System.Numerics;
using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Resizes a picture row by row, top to bottom, without keeping the source: each row is resized horizontally to 8 bits, then added with its weight
/// to the output rows that it contributes to. Integer sums do not depend on their order, so the result equals that of two passes over the whole
/// picture. Pixels are 4 bytes; all samples are treated alike.
/// </summary>
/// <remarks>
/// Pillow resizes a picture that shrinks much more in height first vertically, with rounding to 8 bits between the passes; this does so on request.
/// Rows arrive in order, so output rows start and finish in order, and only the few unfinished ones need sums.
/// </remarks>
internal sealed class RowResizer
{
    private readonly ResizeWindow _window;
    private readonly ResizeTaps _across;
    private readonly ResizeTaps _down;
    private readonly int _samples;
    private readonly bool _downFirst;
    private readonly int[] _row;
    private readonly byte[] _line;
    private readonly int[] _resized;
    private readonly int[][] _sums;
    private readonly byte[] _result;
    private int _first;

    /// <param name="width">Pixels in a source row.</param>
    /// <param name="height">Source rows.</param>
    /// <param name="window">The part of the resized picture to produce.</param>
    /// <param name="samples">How many of the 4 samples of each pixel to produce.</param>
    /// <param name="resampling">The kernel.</param>
    /// <param name="downFirst">Whether to resize vertically first. The height must shrink: the sums have the source's width.</param>
    public RowResizer(
        int width, int height, ResizeWindow window, int samples, Resampling resampling = Resampling.Bicubic, bool downFirst = false)
    {
        _window = window;
        _across = new(width, window.FullWidth, window.Left, window.Width, resampling);
        _down = new(height, window.FullHeight, window.Top, window.Height, resampling);
        _samples = samples;
        _downFirst = downFirst;
        _row = new int[(downFirst ? width : window.Width) * 4];
        _line = new byte[downFirst ? width * 4 : 0];
        _resized = new int[downFirst ? window.Width * 4 : 0];
        _sums = new int[MostUnfinished(_down)][];
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = new int[_row.Length];
            _sums[i].AsSpan().Fill(ResizeTaps.Half);
        }

        _result = new byte[window.Width * window.Height * samples];
    }

    /// <summary>Whether a source row contributes to the window; other rows need not be added.</summary>
    public bool Needs(int y) => y >= _down.Starts[0] && y < _down.End;

    public void Add(int y, ReadOnlySpan<byte> pixels)
    {
        if (_downFirst)
        {
            for (var i = 0; i < _row.Length; i++)
            {
                _row[i] = pixels[i];
            }
        }
        else
        {
            _across.Apply(pixels, _row);
        }

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

    private static int EndOf(ResizeTaps taps, int line) => taps.Starts[line] + taps.Weights[line].Length;

    /// <summary>The most output rows that are unfinished at the same time.</summary>
    private static int MostUnfinished(ResizeTaps taps)
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
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = Math.Clamp(sums[i] >> ResizeTaps.FractionBits, 0, 255);
        }

        Span<int> values = sums;
        if (_downFirst)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                _line[i] = (byte)sums[i];
            }

            values = _resized;
            _across.Apply(_line, values);
        }

        var to = line * _window.Width * _samples;
        for (var from = 0; from < values.Length; from += 4, to += _samples)
        {
            for (var sample = 0; sample < _samples; sample++)
            {
                _result[to + sample] = (byte)values[from + sample];
            }
        }

        sums.Fill(ResizeTaps.Half);
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
