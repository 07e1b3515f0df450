using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Clip.Models;

/// <summary>A hash of everything that determines a model's embeddings.</summary>
internal static class Fingerprint
{
    /// <summary>
    /// The first 128 bits, in hex, of the SHA-256 of the preprocessing version, of each file's name, length and bytes in order, and of the choices.
    /// </summary>
    public static string Of(string folder, IEnumerable<string> files, string preprocessing, string choices)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, preprocessing);
        var buffer = new byte[1 << 16];
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            Append(hash, FormattableString.Invariant($"{Path.GetRelativePath(folder, file).Replace('\\', '/')} {stream.Length}"));
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }
        }

        if (choices.Length > 0)
        {
            Append(hash, choices);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
