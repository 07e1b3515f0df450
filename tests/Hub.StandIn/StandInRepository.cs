using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Hub.StandIn;

/// <summary>A repository of the stand-in, at one commit.</summary>
/// <param name="Name"><c>organisation/name</c>.</param>
/// <param name="Files">Its files by path.</param>
public sealed record StandInRepository(string Name, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Files from this length on have a SHA-256 and lie on another host, as large files of a hub do.</summary>
    public int LargeFrom { get; init; } = 1_000;

    /// <summary>The licence that its card states.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether it answers only to the token.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether its terms must be accepted first, which nobody has.</summary>
    public bool IsGated { get; init; }

    /// <summary>A name that it had before, which redirects here.</summary>
    public string? FormerName { get; init; }

    /// <summary>The length that is stated for every large file, if it is not the true one.</summary>
    public long? ClaimedSize { get; init; }

    /// <summary>Its commit, 40 hex digits.</summary>
    public string Commit { get; } = Sha1(Encoding.UTF8.GetBytes(Name));

    /// <summary>The files of a small repository in the layout of transformers.js, in three variants, with what nobody needs.</summary>
    public static IReadOnlyDictionary<string, byte[]> ExampleFiles() => new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["README.md"] = "A card."u8.ToArray(),
        [".gitattributes"] = "*.onnx filter=lfs"u8.ToArray(),
        ["config.json"] = "{}"u8.ToArray(),
        ["preprocessor_config.json"] = "{ }"u8.ToArray(),
        ["vocab.json"] = Encoding.UTF8.GetBytes(new string('v', 5_000)),
        ["merges.txt"] = "#version"u8.ToArray(),
        ["model.safetensors"] = Noise(9, 300_000),
        ["onnx/text_model.onnx"] = Noise(1, 400_000),
        ["onnx/vision_model.onnx"] = Noise(2, 700_000),
        ["onnx/text_model_fp16.onnx"] = Noise(3, 200_000),
        ["onnx/vision_model_fp16.onnx"] = Noise(4, 350_000),
        ["onnx/text_model_quantized.onnx"] = [.. Noise(5, 100_000), .. "DynamicQuantizeLinear"u8],
        ["onnx/vision_model_quantized.onnx"] = Noise(6, 170_000),
    };

    /// <summary>A repository with the files of a folder.</summary>
    public static StandInRepository OfFolder(string name, string folder) => new(
        name,
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));

    [SuppressMessage("Security", "CA5350", Justification = "Git names commits and blobs so.")]
    private static string Sha1(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));

    internal bool IsLarge(string path) => Files[path].Length >= LargeFrom;

    internal object Entry(string path)
    {
        var bytes = Files[path];
        var blob = Sha1([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]);
        var size = IsLarge(path) ? ClaimedSize ?? bytes.Length : bytes.Length;
        return IsLarge(path)
            ? new { type = "file", path, size, oid = blob, lfs = new { oid = Convert.ToHexStringLower(SHA256.HashData(bytes)), size } }
            : new { type = "file", path, size, oid = blob };
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
