using System.Globalization;
using System.Text;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// Reads the entries of a tar one after the other, with their names as bytes: <see cref="System.Formats.Tar"/> takes all names for UTF-8, which
/// makes one name of several. It reads ustar, the older V7, and the long names of GNU and of pax.
/// </summary>
/// <param name="stream">The tar, unpacked. If it can seek, the bytes of an entry are skipped unread.</param>
/// <param name="names">Decodes names.</param>
internal sealed class TarWalk(Stream stream, NameDecoder names)
{
    /// <summary>No system has paths as long as this.</summary>
    private const int MaxRecordBytes = 1 << 20;

    private readonly byte[] _block = new byte[TarHeader.Bytes];
    private long _position;
    private long _next;

    /// <summary>Whether the blocks that end a tar have been read: without them, it was cut off.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The next entry; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public TarMember? Next()
    {
        byte[]? longName = null, longTarget = null;
        var pax = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (ReadHeader() is { } header)
        {
            var size = header.Size;
            switch (header.Type)
            {
                case 'L':
                    longName = ReadName(size);
                    break;
                case 'K':
                    longTarget = ReadName(size);
                    break;
                case 'x':
                    ReadPax(ReadRecord(size), pax);
                    break;
                case 'g':
                    // What a global header says of all entries, none has as a name of its own.
                    Skip(size);
                    break;
                default:
                    return Member(header, longName, longTarget, pax);
            }
        }

        return null;
    }

    /// <summary>The bytes of the entry that was read last; of any entry if the stream can seek.</summary>
    public Stream Open(TarMember member) => new Part(this, member);

    private TarHeader? ReadHeader()
    {
        MoveTo(_next);
        var count = stream.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        _position += count;
        _next = _position;
        if (count == 0)
        {
            return null;
        }

        var header = new TarHeader(_block);
        if (count == _block.Length && header.IsEnd)
        {
            HasEnded = true;
            return null;
        }

        return count == _block.Length && header.IsIntact && header.Size >= 0
            ? header
            : throw new InvalidDataException("a header is damaged");
    }

    private TarMember Member(TarHeader header, byte[]? longName, byte[]? longTarget, Dictionary<string, byte[]> pax)
    {
        var name = pax.TryGetValue("path", out var path) ? names.OfPax(path) : names.OfTar(longName ?? header.Name);
        var target = pax.TryGetValue("linkpath", out var link) ? names.OfPax(link) : names.OfTar(longTarget ?? header.Target);
        var kind = KindOf(header.Type, name, pax);
        var length = kind is TarKind.HardLink or TarKind.SymbolicLink or TarKind.Directory ? 0 : Number(pax, "size") ?? header.Size;
        var member = new TarMember(kind, name, target, _position, length, TicksOf(Seconds(pax) ?? header.Modified));
        Skip(length);
        return member;
    }

    private static TarKind KindOf(char type, string name, Dictionary<string, byte[]> pax) => type switch
    {
        '0' or '\0' or '7' when pax.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)) => TarKind.Sparse,
        '0' or '\0' or '7' => name.EndsWith('/') ? TarKind.Directory : TarKind.File,
        '1' => TarKind.HardLink,
        '2' => TarKind.SymbolicLink,
        '5' or 'D' => TarKind.Directory,
        'S' => TarKind.Sparse,
        _ => TarKind.Other,
    };

    private byte[] ReadRecord(long size)
    {
        if (size > MaxRecordBytes)
        {
            throw new InvalidDataException("a name is too long");
        }

        var record = new byte[size];
        stream.ReadExactly(record);
        _position += size;
        _next = _position + PaddingOf(size);
        return record;
    }

    private byte[] ReadName(long size) => ReadRecord(size).AsSpan().TrimEnd((byte)0).ToArray();

    /// <summary>Records of a length, a key and a value: "27 path=x.jpg\n".</summary>
    private static void ReadPax(ReadOnlySpan<byte> records, Dictionary<string, byte[]> pax)
    {
        while (records.IndexOf((byte)' ') is > 0 and var space)
        {
            if (!int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length)
            {
                throw new InvalidDataException("a pax header is damaged");
            }

            var record = records[(space + 1)..length].TrimEnd((byte)'\n');
            if (record.IndexOf((byte)'=') is > 0 and var equals)
            {
                pax[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            }

            records = records[length..];
        }
    }

    private static long? Number(Dictionary<string, byte[]> pax, string key) =>
        pax.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Seconds(Dictionary<string, byte[]> pax) =>
        pax.TryGetValue("mtime", out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > -1e11m and < 1e12m
            ? (long)decimal.Floor(seconds)
            : null;

    private static long TicksOf(long seconds) =>
        seconds is > -62_000_000_000 and < 250_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks : 0;

    private void Skip(long length)
    {
        _next = length is >= 0 and < long.MaxValue / 4 ? _position + length + PaddingOf(length) : throw new InvalidDataException("a size is damaged");
    }

    private static long PaddingOf(long length) => -length & (TarHeader.Bytes - 1);

    /// <summary>Moves to a place; beyond the end, there is nothing to read.</summary>
    private void MoveTo(long position)
    {
        if (stream.CanSeek)
        {
            stream.Position = _position = position;
            return;
        }

        Span<byte> skipped = stackalloc byte[16 << 10];
        while (_position < position)
        {
            var count = stream.Read(skipped[..(int)Math.Min(skipped.Length, position - _position)]);
            if (count == 0)
            {
                return;
            }

            _position += count;
        }
    }

    private int Read(long position, Span<byte> buffer)
    {
        MoveTo(position);
        var count = stream.Read(buffer);
        _position += count;
        return count;
    }

    /// <summary>The bytes of an entry.</summary>
    private sealed class Part(TarWalk walk, TarMember member) : ReadOnlyStream
    {
        private long _read;

        public override int Read(Span<byte> buffer)
        {
            var count = walk.Read(member.Position + _read, buffer[..(int)Math.Min(buffer.Length, member.Length - _read)]);
            _read += count;
            return count;
        }
    }
}
