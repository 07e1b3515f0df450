using System.Buffers.Binary;
using System.Text;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads the tags of one directory of a classic or big TIFF file. Offsets outside the file and endless lists are treated as empty. Layout and tag
/// numbers: TIFF 6.0, Adobe's TIFF supplement 1, the DNG specification and the BigTIFF design.
/// </summary>
internal sealed class TiffDirectory
{
    private const int MostEntries = 1024;
    private readonly Dictionary<int, (int Type, int Count, int At)> _entries = [];
    private readonly byte[] _file;
    private readonly bool _big;
    private readonly bool _littleEndian;

    private TiffDirectory(byte[] file, long at, bool littleEndian, bool big)
    {
        Start = at;
        _file = file;
        _littleEndian = littleEndian;
        _big = big;
        var (head, size) = big ? (8, 20) : (2, 12);
        var count = at > 0 && at < file.Length - head ? Math.Min(Number((int)at, head), MostEntries) : 0;
        for (var i = 0; i < count; i++)
        {
            var entry = at + head + (i * size);
            if (entry + size > file.Length)
            {
                break;
            }

            Add((int)entry);
        }
    }

    /// <summary>The first directory, or null if the file has no TIFF header.</summary>
    public static TiffDirectory? First(byte[] file)
    {
        if (file.Length < 16)
        {
            return null;
        }

        var littleEndian = file[0] == 'I';
        var big = (littleEndian ? file[2] : file[3]) == 43;
        var probe = new TiffDirectory(file, 0, littleEndian, big);
        return new(file, big ? probe.Number(8, 8) : probe.Number(4, 4), littleEndian, big);
    }

    /// <summary>Where it begins in the file.</summary>
    public long Start { get; }

    /// <summary>The directory after this one; null if it is the last.</summary>
    public TiffDirectory? Next()
    {
        var (head, size, offset) = _big ? (8, 20, 8) : (2, 12, 4);
        var end = Start > 0 && Start < _file.Length - head ? Start + head + (Number((int)Start, head) * size) : _file.Length;
        return end < _file.Length && Number((int)end, offset) is > 0 and var next ? new(_file, next, _littleEndian, _big) : null;
    }

    /// <summary>The directory at a place of a file with the same byte order.</summary>
    public TiffDirectory At(byte[] file, long start) => new(file, start, _littleEndian, _big);

    /// <summary>The place and the length of a tag's bytes; null if there are none.</summary>
    public (long Start, long Length)? Place(int tag) =>
        _entries.TryGetValue(tag, out var entry) && Size(entry.Type) == 1 ? (entry.At, entry.Count) : null;

    public bool Has(int tag) => _entries.ContainsKey(tag);

    /// <summary>A tag's first values, at most 16.</summary>
    public IReadOnlyList<long> Values(int tag)
    {
        if (!_entries.TryGetValue(tag, out var entry))
        {
            return [];
        }

        var size = Size(entry.Type);
        return [.. Enumerable.Range(0, Math.Min(entry.Count, 16)).TakeWhile(i => entry.At + ((i + 1) * size) <= _file.Length)
            .Select(i => Number(entry.At + (i * size), size))];
    }

    /// <summary>A tag's ASCII text, up to <paramref name="most"/> characters; empty if there is none.</summary>
    public string Text(int tag, int most)
    {
        if (!_entries.TryGetValue(tag, out var entry) || Size(entry.Type) != 1)
        {
            return "";
        }

        var text = _file.AsSpan(entry.At, Math.Min(Math.Min(entry.Count, most), _file.Length - entry.At));
        var end = text.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>Where a tag's values begin in the file; null if it is missing.</summary>
    public int? PlaceOf(int tag) => _entries.TryGetValue(tag, out var entry) ? entry.At : null;

    /// <summary>A tag's bytes, up to <paramref name="most"/> of them; null if there are none.</summary>
    public byte[]? Bytes(int tag, int most) => _entries.TryGetValue(tag, out var entry)
        ? _file.AsSpan(entry.At, (int)Math.Min(Math.Min((long)entry.Count * Size(entry.Type), most), _file.Length - entry.At)).ToArray()
        : null;

    /// <summary>A tag's first fractions, at most 16; a fraction by 0 is not a number.</summary>
    public IReadOnlyList<double> Fractions(int tag)
    {
        const int FractionBytes = 8;
        return _entries.TryGetValue(tag, out var entry) && Size(entry.Type) == FractionBytes
            ? [.. Enumerable.Range(0, Math.Min(entry.Count, 16)).Select(i => entry.At + (i * FractionBytes))
                .Select(at => (double)Number(at, 4) / Number(at + 4, 4))]
            : [];
    }

    public long Value(int tag, long absent) => Values(tag) is [var first, ..] ? first : absent;

    /// <summary>The directories that a tag points to.</summary>
    public IEnumerable<TiffDirectory> Children(int tag) => Values(tag).Select(at => new TiffDirectory(_file, at, _littleEndian, _big));

    private void Add(int entry)
    {
        var type = (int)Number(entry + 2, 2);
        var count = (int)Math.Min(Number(entry + 4, _big ? 8 : 4), 1 << 20);
        var value = entry + (_big ? 12 : 8);
        var inPlace = (long)count * Size(type) <= (_big ? 8 : 4);
        var at = inPlace ? value : Number(value, _big ? 8 : 4);
        if (count > 0 && at < _file.Length)
        {
            _entries.TryAdd((int)Number(entry, 2), (type, count, (int)at));
        }
    }

    private static int Size(int type) => type switch
    {
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 1,
    };

    /// <summary>Reads an unsigned number. A number too large for a file offset is read as the largest offset.</summary>
    private long Number(int at, int bytes)
    {
        if (at < 0 || at > _file.Length - bytes)
        {
            return 0;
        }

        var span = _file.AsSpan(at, bytes);
        return bytes switch
        {
            1 => span[0],
            2 => _littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(span) : BinaryPrimitives.ReadUInt16BigEndian(span),
            4 => _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(span) : BinaryPrimitives.ReadUInt32BigEndian(span),
            _ => (long)Math.Min(
                long.MaxValue, _littleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(span) : BinaryPrimitives.ReadUInt64BigEndian(span)),
        };
    }
}
