using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>What is known about an image besides its bytes: a caption, and fields as a JSON object.</summary>
internal sealed record ImageDetails(string? Caption, string? Fields)
{
    public static readonly ImageDetails None = new(null, null);

    /// <summary>A digest by which the next run sees whether the details have changed.</summary>
    public ulong Digest()
    {
        if (this == None)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Caption?.Length ?? -1}:{Caption}{Fields}"), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
