using System.Buffers.Binary;
using NetVips;

namespace Txt2Image.Bench.Ingesting;

/// <summary>
/// JPEGs generated from numbers: gradients, discs and noise. Only a few are rendered. Each picture that is sent is one of these with its number in a
/// comment, so that it costs as much as any other and has its own id.
/// </summary>
internal sealed class JpegPool
{
    private const int Rendered = 48;
    private const int Quality = 85;
    private readonly byte[][] _files;

    /// <summary>Renders pictures whose longer side is between two lengths.</summary>
    public JpegPool(int seed, int shortest, int longest, int count = Rendered) => _files =
        [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => Render(new Random((seed * 1000) + i), shortest, longest))];

    /// <summary>The mean file size in bytes.</summary>
    public double MeanBytes => _files.Average(file => file.Length);

    /// <summary>The rendered pictures.</summary>
    public IReadOnlyList<byte[]> Files => _files;

    /// <summary>Returns the picture for a number: always the same bytes.</summary>
    public byte[] Of(int number)
    {
        var source = _files[number % _files.Length];
        ReadOnlySpan<byte> start = [0xff, 0xd8], comment = [0xff, 0xfe, 0, 10];
        var file = new byte[source.Length + 12];
        start.CopyTo(file);
        comment.CopyTo(file.AsSpan(2));
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(6), number);
        source.AsSpan(2).CopyTo(file.AsSpan(14));
        return file;
    }

    private static byte[] Render(Random random, int shortest, int longest)
    {
        var longer = random.Next(shortest, longest + 1);
        var shorter = (int)(longer * (0.55 + (0.45 * random.NextDouble())));
        var (width, height) = random.Next(2) == 0 ? (longer, shorter) : (shorter, longer);
        var discs =
            Enumerable.Range(0, 12).Select(_ => (X: random.Next(width), Y: random.Next(height), R: random.Next(10, shorter / 3), C: random.Next()))
                .ToArray();
        var pixels = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var colour = (x * 255 / width) | ((y * 255 / height) << 8) | (((x + y) * 255 / (width + height)) << 16);
                foreach (var disc in discs)
                {
                    if (((x - disc.X) * (x - disc.X)) + ((y - disc.Y) * (y - disc.Y)) < disc.R * disc.R)
                    {
                        colour = disc.C;
                    }
                }

                var grain = random.Next(-12, 13);
                for (var shift = 0; shift < 24; shift += 8)
                {
                    pixels[at++] = (byte)Math.Clamp(((colour >> shift) & 255) + grain, 0, 255);
                }
            }
        }

        using var raw = Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
        using var picture = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.JpegsaveBuffer(q: Quality);
    }
}
