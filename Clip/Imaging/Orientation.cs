namespace Txt2Image.Clip.Imaging;

/// <summary>The EXIF orientations: 1 upright, 2 mirrored, 3 upside down, 4 flipped, 5 transposed, 6 turn right, 7 transversed, 8 turn left.</summary>
internal static class Orientation
{
    /// <summary>Whether rows become columns.</summary>
    public static bool Transposes(int orientation) => orientation >= 5;

    /// <summary>Whether the stored picture's x axis is reversed in the upright picture.</summary>
    public static bool MirrorsX(int orientation) => orientation is 2 or 3 or 7 or 8;

    /// <summary>Whether the stored picture's y axis is reversed in the upright picture.</summary>
    public static bool MirrorsY(int orientation) => orientation is 3 or 4 or 6 or 7;

    /// <summary>Turns a picture upright. It is stored row by row, with <paramref name="samples"/> bytes per pixel.</summary>
    public static byte[] Apply(byte[] pixels, int width, int height, int samples, int orientation)
    {
        if (orientation == 1)
        {
            return pixels;
        }

        var turned = new byte[pixels.Length];
        var (columns, rows) = Transposes(orientation) ? (height, width) : (width, height);
        for (int y = 0, to = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++, to += samples)
            {
                var (u, v) = Transposes(orientation) ? (y, x) : (x, y);
                u = MirrorsX(orientation) ? width - 1 - u : u;
                v = MirrorsY(orientation) ? height - 1 - v : v;
                pixels.AsSpan(((v * width) + u) * samples, samples).CopyTo(turned.AsSpan(to));
            }
        }

        return turned;
    }
}
