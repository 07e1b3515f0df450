namespace Txt2Image.Clip.Imaging;

/// <summary>
/// A blurred picture in at most 25 bytes, to show until the picture itself has loaded. Format: ThumbHash by Evan Wallace
/// (https://evanw.github.io/thumbhash), for pictures without alpha: the lowest frequencies of a discrete cosine transform of lightness (l) and of
/// two differences of colours (p: yellow to blue, q: red to green), each but the average in 4 bits.
/// </summary>
internal static class ThumbHash
{
    /// <summary>The longest side of the picture that is encoded, in pixels; more of them would not change what is seen.</summary>
    public const int LongestSide = 32;

    /// <summary>The frequencies of lightness along the longer side, and those of colours along each side.</summary>
    private const int MostLight = 7, Colour = 3;

    private const int HeadBytes = 5;

    /// <summary>Encodes a picture.</summary>
    /// <param name="rgb">Its pixels in sRGB, 3 bytes each, row by row.</param>
    /// <param name="width">Pixels across, at most <see cref="LongestSide"/>.</param>
    /// <param name="height">Pixels down, at most <see cref="LongestSide"/>.</param>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var (l, p, q) = (new float[width * height], new float[width * height], new float[width * height]);
        for (var i = 0; i < l.Length; i++)
        {
            var (r, g, b) = (rgb[3 * i] / 255f, rgb[(3 * i) + 1] / 255f, rgb[(3 * i) + 2] / 255f);
            (l[i], p[i], q[i]) = ((r + g + b) / 3, ((r + g) / 2) - b, r - g);
        }

        var longest = Math.Max(width, height);
        var (lightAcross, lightDown) = (Steps(MostLight * (float)width / longest), Steps(MostLight * (float)height / longest));
        var light = Channel.Of(l, width, height, Math.Max(3, lightAcross), Math.Max(3, lightDown));
        var yellow = Channel.Of(p, width, height, Colour, Colour);
        var red = Channel.Of(q, width, height, Colour, Colour);
        var isLandscape = width > height;
        var head = Round(63 * light.Average) | (Round(31.5f + (31.5f * yellow.Average)) << 6) | (Round(31.5f + (31.5f * red.Average)) << 12)
            | (Round(31 * light.Scale) << 18);
        var more = (isLandscape ? lightDown : lightAcross) | (Round(63 * yellow.Scale) << 3) | (Round(63 * red.Scale) << 9)
            | (isLandscape ? 1 << 15 : 0);
        float[] waves = [.. light.Waves, .. yellow.Waves, .. red.Waves];
        var hash = new byte[HeadBytes + ((waves.Length + 1) / 2)];
        (hash[0], hash[1], hash[2], hash[3], hash[4]) = ((byte)head, (byte)(head >> 8), (byte)(head >> 16), (byte)more, (byte)(more >> 8));
        for (var i = 0; i < waves.Length; i++)
        {
            hash[HeadBytes + (i / 2)] |= (byte)(Round(15 * waves[i]) << (4 * (i % 2)));
        }

        return hash;
    }

    /// <summary>A smaller picture of the mean colours, for <see cref="Encode"/>.</summary>
    /// <param name="pixels">The pixels, row by row.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="samples">Bytes per pixel.</param>
    public static (byte[] Pixels, int Width, int Height) Shrink(ReadOnlySpan<byte> pixels, int width, int height, int samples)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(width, height));
        var (across, down) = (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        var small = new byte[across * down * samples];
        Span<int> sums = stackalloc int[samples];
        for (var y = 0; y < down; y++)
        {
            var (top, bottom) = (y * height / down, (y + 1) * height / down);
            for (var x = 0; x < across; x++)
            {
                var (left, right) = (x * width / across, (x + 1) * width / across);
                sums.Clear();
                for (var row = top; row < bottom; row++)
                {
                    var from = pixels[(((row * width) + left) * samples)..(((row * width) + right) * samples)];
                    for (var i = 0; i < from.Length; i += samples)
                    {
                        for (var sample = 0; sample < samples; sample++)
                        {
                            sums[sample] += from[i + sample];
                        }
                    }
                }

                var count = (bottom - top) * (right - left);
                for (var sample = 0; sample < samples; sample++)
                {
                    small[(((y * across) + x) * samples) + sample] = (byte)((sums[sample] + (count / 2)) / count);
                }
            }
        }

        return (small, across, down);
    }

    private static int Steps(float steps) => Math.Max(1, Round(steps));

    private static int Round(float value) => (int)MathF.Floor(value + .5f);

    /// <summary>The frequencies of one channel: the average, and the waves from 0 to 1, where .5 is none, with what they were divided by.</summary>
    private readonly record struct Channel(float Average, float[] Waves, float Scale)
    {
        /// <summary>Takes the frequencies of the upper left triangle.</summary>
        public static Channel Of(float[] values, int width, int height, int across, int down)
        {
            var (average, scale, waves) = (0f, 0f, new List<float>());
            var (fx, fy) = (Cosines(across, width), Cosines(down, height));
            for (var cy = 0; cy < down; cy++)
            {
                for (var cx = 0; cx * down < across * (down - cy); cx++)
                {
                    var sum = 0f;
                    for (var y = 0; y < height; y++)
                    {
                        var row = 0f;
                        for (var x = 0; x < width; x++)
                        {
                            row += values[(y * width) + x] * fx[(cx * width) + x];
                        }

                        sum += row * fy[(cy * height) + y];
                    }

                    sum /= width * height;
                    if (cx == 0 && cy == 0)
                    {
                        average = sum;
                    }
                    else
                    {
                        waves.Add(sum);
                        scale = Math.Max(scale, Math.Abs(sum));
                    }
                }
            }

            return new(average, [.. waves.Select(wave => scale > 0 ? .5f + (.5f / scale * wave) : 0)], scale);
        }

        private static float[] Cosines(int count, int length)
        {
            var cosines = new float[count * length];
            for (var i = 0; i < cosines.Length; i++)
            {
                cosines[i] = MathF.Cos(MathF.PI / length * (i / length) * ((i % length) + .5f));
            }

            return cosines;
        }
    }
}
