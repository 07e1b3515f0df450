using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Cli.Ingesting.Metadata;

/// <summary>What is told of an image beside its bytes: a caption, and fields as a JSON object.</summary>
internal sealed record Details(string? Caption, string? Fields)
{
    public static readonly Details None = new(null, null);

    /// <summary>Tells whether an image was sent with the same details before.</summary>
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
