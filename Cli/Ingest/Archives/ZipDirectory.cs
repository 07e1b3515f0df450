using System.Buffers.Binary;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>An entry as a zip's directory describes it.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="Method">How it is compressed, by the numbers of the zip specification.</param>
internal readonly record struct ZipMember(string Name, ushort Method);

/// <summary>
/// Reads from a zip's directory what <see cref="System.IO.Compression.ZipArchive"/> does not say: the bytes of names, and how entries are
/// compressed. The numbers are offsets in the records of PKWARE's APPNOTE 6.3.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const ushort Utf8Flag = 1 << 11;

    /// <summary>The entries, in the order of the directory.</summary>
    /// <exception cref="InvalidDataException">It is damaged or incomplete.</exception>
    /// <exception cref="SplitArchiveException">The directory is that of several files.</exception>
    public static List<ZipMember> Read(Stream file, NameDecoder names)
    {
        var (count, at) = FindDirectory(file);
        file.Position = at;
        var header = new byte[EntryBytes];
        var rest = new byte[3 * ushort.MaxValue];
        List<ZipMember> members = [];
        for (; count > 0; count--)
        {
            file.ReadExactly(header);
            Require(header, "PK\u0001\u0002"u8);
            var (name, extra, comment) = (UInt16(header, 28), UInt16(header, 30), UInt16(header, 32));
            file.ReadExactly(rest.AsSpan(0, name + extra + comment));
            var text = names.OfZip(rest.AsSpan(0, name), (UInt16(header, 8) & Utf8Flag) != 0, rest.AsSpan(name, extra));
            members.Add(new ZipMember(text, UInt16(header, 10)));
        }

        return members;
    }

    private static (long Count, long Start) FindDirectory(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndBytes + LocatorBytes + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndBytes > tail.Length)
        {
            throw new InvalidDataException("it has no directory");
        }

        var end = tail.AsSpan(at);
        if (at >= LocatorBytes && tail.AsSpan(at - LocatorBytes).StartsWith("PK\u0006\u0007"u8))
        {
            return FindDirectory64(file, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorBytes + 8)));
        }

        return UInt16(end, 4) > 0 || UInt16(end, 6) > 0
            ? throw new SplitArchiveException()
            : (UInt16(end, 10), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
    }

    private static (long Count, long Start) FindDirectory64(Stream file, long at)
    {
        if (at < 0 || at > file.Length - End64Bytes)
        {
            throw new InvalidDataException("its directory is elsewhere");
        }

        var end = new byte[End64Bytes];
        file.Position = at;
        file.ReadExactly(end);
        Require(end, "PK\u0006\u0006"u8);
        var start = BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48));
        return BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)) > 0 ? throw new SplitArchiveException()
            : start < 0 || start > file.Length ? throw new InvalidDataException("its directory is elsewhere")
            : (BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(32)), start);
    }

    private static void Require(ReadOnlySpan<byte> record, ReadOnlySpan<byte> signature)
    {
        if (!record.StartsWith(signature))
        {
            throw new InvalidDataException("its directory is damaged");
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}

/// <summary>The archive is one of several files that must be joined first.</summary>
internal sealed class SplitArchiveException : Exception;
