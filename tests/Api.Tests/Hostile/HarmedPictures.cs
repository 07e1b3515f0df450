using System.Buffers.Binary;
using System.IO.Hashing;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>
/// Good pictures that are cut, flipped and patched together. A file depends only on the seed and its number and is made on demand, because thousands
/// of them would not fit in memory. The pictures are the repository's samples, some made here, and the reference images if they exist.
/// </summary>
internal sealed class HarmedPictures(int seed)
{
    private const int Samples = 6, MostModern = 100_000;
    private static readonly string[] Extensions =
    [
        ".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".heic", ".heif", ".heics", ".hif", ".avif", ".jxl", ".tga", ".pbm", ".mpo", ".dng", ".nef",
        ".cr2", ".cr3", ".arw", ".raf", ".rw2",
    ];
    private static readonly byte[] Slopes = [.. Enumerable.Range(0, 60 * 40 * 3).Select(at => (byte)(at / 31))];
    private readonly List<(string Name, byte[] Bytes)> _good = [.. Good()];

    /// <summary>A picture of one pixel.</summary>
    public static byte[] TinyGif =>
        [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 9, 9, 9, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];

    public (string Name, byte[] Bytes) this[int number]
    {
        get
        {
            var bytes = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            var random = new Random((int)XxHash32.HashToUInt32(bytes, seed));
            var (name, good) = Pick(random);
            return ($"{number}-{name}", Harm(good, random));
        }
    }

    /// <summary>The pictures before they are damaged, in all supported formats.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Good()
    {
        string[] reference = [.. Read(Path.Combine(SharedData.Folder, "images-golden"))];
        string[] modern =
            [.. Read(Path.Combine(SharedData.Folder, "cases", "15-modern-formats")).Where(file => new FileInfo(file).Length < MostModern)];
        foreach (var file in Read(Path.Combine(Repository.Root, "samples")).Take(Samples).Concat(reference).Concat(modern))
        {
            yield return (Path.GetFileName(file), File.ReadAllBytes(file));
        }

        yield return ("own.png", Png.Of(1, 300, 200));
        yield return ("thin.png", Png.Of(2, 1, 2000));
        yield return ("own.gif", TinyGif);
        foreach (var kind in PlainFormats.Kinds)
        {
            yield return ($"own-{kind}", PlainFormats.Write(kind, Slopes, 60, 40));
        }
    }

    /// <summary>The larger a picture's file, the less often it is used.</summary>
    private (string Name, byte[] Bytes) Pick(Random random)
    {
        static double Weight((string Name, byte[] Bytes) picture) => 1.0 / Math.Max(picture.Bytes.Length, 4096);
        var left = random.NextDouble() * _good.Sum(Weight);
        return _good.First(picture => (left -= Weight(picture)) <= 0 || picture == _good[^1]);
    }

    private byte[] Harm(byte[] good, Random random) => random.Next(8) switch
    {
        0 or 1 => good[..random.Next(good.Length)],
        2 or 3 => Flipped(good, random, 1 + random.Next(4), good.Length),
        4 => Flipped(good, random, 1 + random.Next(64), good.Length),
        5 => Flipped(good, random, 1 + random.Next(8), Math.Min(good.Length, 64)),
        6 => Patched(good, random),
        _ => Blanked(good, random),
    };

    private static byte[] Flipped(byte[] good, Random random, int flips, int within)
    {
        var copy = good.ToArray();
        for (var i = 0; i < flips; i++)
        {
            copy[random.Next(within)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    /// <summary>Replaces the end of this picture by that of another.</summary>
    private byte[] Patched(byte[] good, Random random)
    {
        var other = Pick(random).Bytes;
        var (at, from) = (random.Next(good.Length), random.Next(other.Length));
        return [.. good[..at], .. other[from..], .. good[at..]];
    }

    private static byte[] Blanked(byte[] good, Random random)
    {
        var copy = good.ToArray();
        var at = random.Next(copy.Length);
        copy.AsSpan(at, Math.Min(copy.Length - at, 1 + random.Next(512))).Fill((byte)random.Next(256));
        return copy;
    }

    private static IEnumerable<string> Read(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)
        : [];
}
