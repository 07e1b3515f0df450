using System.Security.Cryptography;

namespace Txt2Image.Client;

/// <summary>An image's id: the first 128 bits of the SHA-256 of its bytes. So a client can ask for an image before it sends it.</summary>
public static class ImageId
{
    /// <summary>The id of an image in memory.</summary>
    /// <param name="bytes">The bytes of the whole file.</param>
    public static Guid Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return FromHash(hash);
    }

    /// <summary>The id of an image that is read from a stream to its end.</summary>
    /// <param name="bytes">The bytes of the whole file.</param>
    public static Guid Of(Stream bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return FromHash(hash);
    }

    private static Guid FromHash(ReadOnlySpan<byte> hash) => new(hash[..16], bigEndian: true);
}
