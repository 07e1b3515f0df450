using System.Buffers.Binary;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// The header block of a tar's entry: fields of fixed places (POSIX.1-1988, "ustar"), with names as bytes and numbers in octal, or in base 256 as GNU
/// tar writes large ones.
/// </summary>
internal readonly struct TarHeader(byte[] block)
{
    public const int Bytes = 512;

    public char Type => (char)block[156];

    public long Size => Number(124, 12);

    /// <summary>Seconds since 1970.</summary>
    public long Modified => Number(136, 12);

    public bool IsEnd => !block.AsSpan().ContainsAnyExcept((byte)0);

    public ReadOnlySpan<byte> Target => Text(157, 100);

    /// <summary>The name, with the prefix that ustar keeps apart.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            var prefix = block.AsSpan(257).StartsWith("ustar\0"u8) ? Text(345, 155) : default;
            return prefix.IsEmpty ? Text(0, 100) : (byte[])[.. prefix, (byte)'/', .. Text(0, 100)];
        }
    }

    /// <summary>Whether the sum of its bytes is the one that it declares; old tools took bytes for signed numbers.</summary>
    public bool IsIntact
    {
        get
        {
            long unsigned = 0, signed = 0;
            for (var at = 0; at < Bytes; at++)
            {
                var value = at is >= 148 and < 156 ? (byte)' ' : block[at];
                unsigned += value;
                signed += (sbyte)value;
            }

            var declared = Number(148, 8);
            return declared == unsigned || declared == signed;
        }
    }

    private ReadOnlySpan<byte> Text(int at, int length)
    {
        var field = block.AsSpan(at, length);
        return field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;
    }

    /// <summary>A number; -1 if it is none.</summary>
    private long Number(int at, int length)
    {
        var field = block.AsSpan(at, length);
        if ((field[0] & 0x80) != 0)
        {
            // The bytes before the last eight hold no part of a size that a disk has.
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        }

        var value = 0L;
        var digits = field.TrimStart(" \0"u8);
        foreach (var digit in digits.IndexOfAny(" \0"u8) is >= 0 and var end ? digits[..end] : digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value << 3) + (digit - '0');
        }

        return value;
    }
}
