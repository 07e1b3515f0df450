using System.Security.Cryptography;
using System.Text;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>The state of an image when the server acknowledged it; one that has not changed since need not be sent again.</summary>
internal readonly record struct Stamp(long Modified, long Length, ulong Details)
{
    /// <summary>A stamp that no image has.</summary>
    public static readonly Stamp None = new(0, -1, 0);

    public static Stamp Of(ImageFile image) => new(image.Modified, image.Length, image.Details.Digest());
}

/// <summary>Represents a name in memory, in 16 bytes however long the name is.</summary>
internal static class NameHash
{
    /// <param name="name">The name.</param>
    /// <param name="entry">Which of several entries with this name in an archive.</param>
    public static UInt128 Of(string name, int entry = 0)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];

        // No name has a NUL.
        SHA256.HashData(Encoding.UTF8.GetBytes(entry == 0 ? name : $"{name}\0{entry}"), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
