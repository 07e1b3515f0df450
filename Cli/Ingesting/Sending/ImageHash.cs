using System.Security.Cryptography;
using Txt2Image.Cli.Ingesting.Sources;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>An image's id, as the server makes it: the first 128 bits of the SHA-256 of its bytes.</summary>
internal static class ImageHash
{
    /// <exception cref="UnreadableImageException">It cannot be read, or changed meanwhile.</exception>
    public static Guid Of(ImageFile image)
    {
        try
        {
            using var bytes = image.Open();
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return image.Doubt(bytes) is { } doubt
                ? throw new UnreadableImageException(image, FailureCode.Changed, doubt)
                : new Guid(hash[..16], bigEndian: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(image, FailureCode.Unreadable, exception.Message);
        }
    }
}
