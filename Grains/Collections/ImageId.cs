using System.Security.Cryptography;

namespace Txt2Image.Grains.Collections;

/// <summary>An image is identified by its bytes: its id is the first 128 bits of their SHA-256, as a big-endian UUID.</summary>
public static class ImageId
{
    /// <summary>The id of a stream's bytes.</summary>
    public static async Task<Guid> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var hash = await SHA256.HashDataAsync(stream, cancellationToken);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The id of these bytes.</summary>
    public static Guid Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
