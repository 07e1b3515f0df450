using System.Security.Cryptography;
using System.Text;
using Txt2Image.Cli.Ingesting.Sources;

namespace Txt2Image.Cli.Ingesting.State;

/// <summary>What an image was like when the server acknowledged it; one that still is so need not be sent again.</summary>
internal readonly record struct Stamp(long Modified, long Length, ulong Details)
{
    public static Stamp Of(ImageFile image) => new(image.Modified, image.Length, image.Details.Digest());
}

/// <summary>Stands for a name in memory, in 16 bytes however long the name is.</summary>
internal static class NameHash
{
    public static UInt128 Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
