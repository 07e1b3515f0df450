using System.Security.Cryptography;
using System.Text;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>The state of an image when the server acknowledged it; one that has not changed since need not be sent again.</summary>
internal readonly record struct Stamp(long Modified, long Length, ulong Details)
{
    public static Stamp Of(ImageFile image) => new(image.Modified, image.Length, image.Details.Digest());
}

/// <summary>Represents a name in memory, in 16 bytes however long the name is.</summary>
internal static class NameHash
{
    public static UInt128 Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
