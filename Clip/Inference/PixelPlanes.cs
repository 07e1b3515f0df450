using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Converts 8-bit RGB tiles to a tower's normalised planes (CHW). A sample has 256 values, so each channel's normalisation is a lookup table in the
/// graph's input type.
/// </summary>
internal sealed class PixelPlanes<T>
    where T : unmanaged
{
    private readonly T[] _tables = new T[3 * 256];

    public PixelPlanes(NormalizationSpec spec, Func<float, T> convert)
    {
        for (var i = 0; i < _tables.Length; i++)
        {
            var channel = i / 256;
            _tables[i] = convert(((float)(i % 256 * spec.Rescale) - spec.Mean[channel]) / spec.Std[channel]);
        }
    }

    public void Fill(ReadOnlySpan<byte> tile, Span<T> planes)
    {
        var size = tile.Length / 3;
        ReadOnlySpan<T> red = _tables.AsSpan(0, 256), green = _tables.AsSpan(256, 256), blue = _tables.AsSpan(512, 256);
        Span<T> reds = planes[..size], greens = planes.Slice(size, size), blues = planes.Slice(2 * size, size);
        for (int i = 0, at = 0; i < size; i++, at += 3)
        {
            reds[i] = red[tile[at]];
            greens[i] = green[tile[at + 1]];
            blues[i] = blue[tile[at + 2]];
        }
    }
}
