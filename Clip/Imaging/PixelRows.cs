namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Converts decoded rows to 4-byte pixels: 16-bit samples keep their high byte, grey is repeated, and CMYK uses Pillow's simple formula.
/// </summary>
internal static class PixelRows
{
    /// <summary>Converts samples to 8 bits in place, at the start of the row. 16-bit samples keep their high byte.</summary>
    public static ReadOnlySpan<byte> Narrow(Span<byte> row, int sampleBytes)
    {
        if (sampleBytes == 1)
        {
            return row;
        }

        var high = BitConverter.IsLittleEndian ? 1 : 0;
        for (var i = 0; i < row.Length / 2; i++)
        {
            row[i] = row[(2 * i) + high];
        }

        return row[..(row.Length / 2)];
    }

    /// <summary>RGB and an unused byte; alpha is dropped, as CLIP's reference preprocessing does.</summary>
    public static void ToRgb(ReadOnlySpan<byte> samples, in PixelLayout layout, Span<byte> pixels)
    {
        for (int from = 0, to = 0; to < pixels.Length; from += layout.Samples, to += 4)
        {
            if (layout.IsCmyk)
            {
                var paper = 255 - samples[from + 3];
                for (var i = 0; i < 3; i++)
                {
                    pixels[to + i] = (byte)(paper - Times(samples[from + i], paper));
                }
            }
            else if (layout.IsLab)
            {
                LabColours.ToRgb(samples[from..], pixels[to..]);
            }
            else if (layout.IsGrey)
            {
                pixels.Slice(to, 3).Fill(samples[from]);
            }
            else
            {
                samples.Slice(from, 3).CopyTo(pixels[to..]);
            }
        }
    }

    /// <summary>Composites pixels made by <see cref="ToRgb"/> over white, with the alpha of the samples that they came from.</summary>
    public static void OverWhite(ReadOnlySpan<byte> samples, in PixelLayout layout, Span<byte> pixels)
    {
        for (int from = layout.Alpha, to = 0; to < pixels.Length; from += layout.Samples, to += 4)
        {
            var alpha = samples[from];
            for (var i = to; i < to + 3; i++)
            {
                pixels[i] = (byte)(255 - Times(255 - pixels[i], alpha));
            }
        }
    }

    /// <summary>Copies the four inks unchanged.</summary>
    public static void ToCmyk(ReadOnlySpan<byte> samples, in PixelLayout layout, Span<byte> pixels)
    {
        for (int from = 0, to = 0; to < pixels.Length; from += layout.Samples, to += 4)
        {
            samples.Slice(from, 4).CopyTo(pixels[to..]);
        }
    }

    /// <summary>a x b / 255, rounded.</summary>
    private static int Times(int a, int b)
    {
        var product = (a * b) + 128;
        return ((product >> 8) + product) >> 8;
    }
}
