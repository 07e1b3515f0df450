using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>The reference images of the shared data and the tiles that a 224-pixel CLIP must get from them.</summary>
internal static class GoldenImages
{
    private static readonly Lazy<JsonElement> Index = new(static () =>
        JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("images-golden", "index.json"))).RootElement);

    public static JsonElement[] Images()
    {
        _ = SharedData.Require("images-golden", "index.json");
        return [.. Index.Value.GetProperty("images").EnumerateArray()];
    }

    public static (string File, string Expected)[] Rejected()
    {
        _ = SharedData.Require("images-golden", "index.json");
        return [.. Index.Value.GetProperty("reject").EnumerateArray().Select(static item =>
            (item.GetProperty("file").GetString()!, item.GetProperty("expect").GetString()!))];
    }

    public static byte[] Read(string file) => File.ReadAllBytes(SharedData.Require("images-golden", file));

    public static byte[] Expected(JsonElement expected)
    {
        using var packed = File.OpenRead(SharedData.Require("images-golden", expected.GetProperty("file").GetString()!));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        gzip.CopyTo(raw);
        Assert.Equal(expected.GetProperty("sha256_raw").GetString(), Convert.ToHexStringLower(SHA256.HashData(raw.ToArray())));
        return raw.ToArray();
    }

    /// <summary>The file with its EXIF orientation set to upright, as seen by a reader that ignores EXIF.</summary>
    public static byte[] WithoutTurn(byte[] file)
    {
        ReadOnlySpan<byte> little = [0x12, 0x01, 3, 0, 1, 0, 0, 0], big = [0x01, 0x12, 0, 3, 0, 0, 0, 1];
        var copy = file.ToArray();
        if (file.AsSpan().IndexOf(little) is var at and >= 0)
        {
            copy[at + 8] = 1;
        }
        else if (file.AsSpan().IndexOf(big) is var bigAt and >= 0)
        {
            copy[bigAt + 9] = 1;
        }

        return copy;
    }

    public static (double Mean, int Max) Difference(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var differences = expected.Zip(actual, static (a, b) => Math.Abs(a - b)).ToArray();
        return (differences.Average(), differences.Max());
    }
}
