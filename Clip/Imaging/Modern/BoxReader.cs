using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>Reads big-endian numbers from a part of a file, one after the other.</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte U8() => Take(1)[0];

    public int U16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>Reads a number of 0, 1, 2, 4 or 8 bytes; one that is larger than any file is the largest.</summary>
    public long Number(int bytes) => bytes switch
    {
        0 => 0,
        1 => U8(),
        2 => U16(),
        4 => U32(),
        8 => (long)Math.Min(long.MaxValue / 4, BinaryPrimitives.ReadUInt64BigEndian(Take(8))),
        _ => throw new InvalidDataException("A number has an odd size."),
    };

    /// <summary>Reads the version and the flags at the start of a full box.</summary>
    public (int Version, uint Flags) Full()
    {
        var word = U32();
        return ((int)(word >> 24), word & 0xffffff);
    }

    public void Skip(int bytes) => Take(bytes);

    /// <exception cref="InvalidDataException">The content ends before.</exception>
    public ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _rest.Length)
        {
            throw new InvalidDataException("A box ends early.");
        }

        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
