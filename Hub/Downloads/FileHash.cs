using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Hub.Downloads;

/// <summary>Compares files with the hashes that a hub gives.</summary>
internal static class FileHash
{
    private const int GitLength = 40;

    /// <summary>The SHA-256 of a file, in hex.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Whether a file has this hash: a SHA-256, or git's SHA-1 of a blob.</summary>
    public static async Task<bool> MatchesAsync(string path, string hash, CancellationToken cancellationToken)
    {
        var found = hash.Length == GitLength ? await GitAsync(path, cancellationToken) : await Sha256Async(path, cancellationToken);
        return found.Equals(hash, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Git hashes the length and the content of a blob.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Git's name of a file; what is large has a SHA-256.")]
    private static async Task<string> GitAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {file.Length}\0")));
        var buffer = new byte[64 << 10];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            sha.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
