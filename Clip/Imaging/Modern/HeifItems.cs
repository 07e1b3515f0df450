namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>
/// The items of a HEIF file: its pictures, the tiles they are made of, alpha and metadata. Layout: ISO/IEC 14496-12, 8.11, and ISO/IEC 23008-12.
/// Every number is checked against the file, so that reading takes no longer than the file is.
/// </summary>
internal sealed class HeifItems
{
    private readonly byte[] _file;
    private readonly Dictionary<uint, uint> _types = [];
    private readonly Dictionary<uint, List<IsoBox>> _properties = [];
    private readonly Dictionary<uint, List<(int Start, int Length)>> _extents = [];
    private readonly List<(uint Type, uint From, uint[] To)> _references = [];
    private readonly List<IsoBox> _shared = [];

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="NotSupportedException">It has no still picture.</exception>
    public HeifItems(byte[] file)
    {
        _file = file;
        if (IsoBox.Find(file, 0, file.Length, "meta"u8) is not { } meta || meta.End - meta.Start < 4)
        {
            throw IsoBox.Find(file, 0, file.Length, "moov"u8) is null
                ? new InvalidDataException("The file has no list of pictures.")
                : new NotSupportedException("The file has a film and no still picture.");
        }

        var boxes = IsoBox.Walk(file, meta.Start + 4, meta.End).ToList();
        var data = boxes.Find(box => box.Is("idat"u8));
        foreach (var box in boxes)
        {
            switch (box)
            {
                case var _ when box.Is("pitm"u8): Primary = ReadPrimary(box); break;
                case var _ when box.Is("iinf"u8): ReadTypes(box); break;
                case var _ when box.Is("iloc"u8): ReadPlaces(box, data); break;
                case var _ when box.Is("iref"u8): ReadReferences(box); break;
                case var _ when box.Is("iprp"u8): ReadProperties(box); break;
            }
        }
    }

    /// <summary>The picture to show.</summary>
    public uint Primary { get; }

    public int FileBytes => _file.Length;

    public bool Is(uint item, ReadOnlySpan<byte> type) => _types.TryGetValue(item, out var known) && new IsoBox(known, 0, 0).Is(type);

    /// <summary>An item's properties, in the order in which they apply.</summary>
    public IReadOnlyList<IsoBox> Properties(uint item) => _properties.GetValueOrDefault(item) ?? [];

    /// <summary>An item's first property of a type; empty if it has none.</summary>
    public ReadOnlySpan<byte> Property(uint item, ReadOnlySpan<byte> type)
    {
        foreach (var box in Properties(item))
        {
            if (box.Is(type))
            {
                return Content(box);
            }
        }

        return default;
    }

    public ReadOnlySpan<byte> Content(IsoBox box) => _file.AsSpan(box.Start..box.End);

    /// <summary>The items that an item refers to.</summary>
    public IReadOnlyList<uint> References(uint from, ReadOnlySpan<byte> type)
    {
        List<uint> found = [];
        foreach (var reference in _references)
        {
            if (reference.From == from && new IsoBox(reference.Type, 0, 0).Is(type))
            {
                found.AddRange(reference.To);
            }
        }

        return found;
    }

    /// <summary>The items that refer to an item.</summary>
    public IReadOnlyList<uint> Referring(uint to, ReadOnlySpan<byte> type)
    {
        List<uint> found = [];
        foreach (var reference in _references)
        {
            if (new IsoBox(reference.Type, 0, 0).Is(type) && reference.To.Contains(to))
            {
                found.Add(reference.From);
            }
        }

        return found;
    }

    /// <summary>An item's bytes.</summary>
    /// <exception cref="InvalidDataException">They are not in the file.</exception>
    public ReadOnlySpan<byte> Bytes(uint item)
    {
        if (_extents.GetValueOrDefault(item) is not { Count: > 0 } extents)
        {
            throw new InvalidDataException("An item has no bytes.");
        }

        foreach (var (start, length) in extents)
        {
            if (start < 0 || length < 0 || length > _file.Length - start)
            {
                throw new InvalidDataException("An item's bytes are outside the file.");
            }
        }

        if (extents is [var only])
        {
            return _file.AsSpan(only.Start, only.Length);
        }

        return extents.Sum(extent => (long)extent.Length) <= _file.Length
            ? extents.SelectMany(extent => new ArraySegment<byte>(_file, extent.Start, extent.Length)).ToArray()
            : throw new InvalidDataException("An item is longer than the file.");
    }

    private uint ReadPrimary(IsoBox box)
    {
        var reader = new BoxReader(Content(box));
        return reader.Full().Version == 0 ? (uint)reader.U16() : reader.U32();
    }

    private void ReadTypes(IsoBox box)
    {
        var reader = new BoxReader(Content(box));
        var head = reader.Full().Version == 0 ? 6 : 8;
        foreach (var entry in IsoBox.Walk(_file, Math.Min(box.Start + head, box.End), box.End))
        {
            var item = new BoxReader(Content(entry));
            if (entry.Is("infe"u8) && item.Full().Version is >= 2 and var version)
            {
                var id = version == 2 ? (uint)item.U16() : item.U32();
                item.Skip(2);
                _types.TryAdd(id, item.U32());
            }
        }
    }

    private void ReadPlaces(IsoBox box, IsoBox data)
    {
        var reader = new BoxReader(Content(box));
        var version = reader.Full().Version;
        var sizes = reader.U16();
        var (offsetSize, lengthSize, baseSize, indexSize) = (sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, version > 0 ? sizes & 15 : 0);
        var count = version < 2 ? (long)reader.U16() : reader.U32();
        for (var i = 0L; i < count; i++)
        {
            var id = version < 2 ? (uint)reader.U16() : reader.U32();
            var method = version > 0 ? reader.U16() & 15 : 0;
            var isElsewhere = reader.U16() != 0 || method > 1;
            var from = reader.Number(baseSize);
            var extents = reader.U16();
            if (extents > 0 && offsetSize + lengthSize + indexSize == 0)
            {
                throw new InvalidDataException("An item has parts without a place.");
            }

            List<(int, int)> places = [];
            for (var extent = 0; extent < extents; extent++)
            {
                reader.Number(indexSize);
                var (start, length) = (from + reader.Number(offsetSize), reader.Number(lengthSize));
                places.Add(Place(start, length, method == 1 ? data : new IsoBox(0, 0, _file.Length)));
            }

            if (!isElsewhere)
            {
                _extents.TryAdd(id, places);
            }
        }
    }

    /// <summary>A place in the file; one that is not in it is marked by a negative length.</summary>
    private static (int Start, int Length) Place(long start, long length, IsoBox within)
    {
        var room = (long)within.End - within.Start - start;
        return start < 0 || length > room || room < 0 ? (0, -1) : ((int)(within.Start + start), (int)(length == 0 ? room : length));
    }

    private void ReadReferences(IsoBox box)
    {
        var isLong = new BoxReader(Content(box)).Full().Version > 0;
        foreach (var entry in IsoBox.Walk(_file, box.Start + 4, box.End))
        {
            var reader = new BoxReader(Content(entry));
            var from = isLong ? reader.U32() : (uint)reader.U16();
            var to = new uint[reader.U16()];
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = isLong ? reader.U32() : (uint)reader.U16();
            }

            _references.Add((entry.Type, from, to));
        }
    }

    private void ReadProperties(IsoBox box)
    {
        foreach (var part in IsoBox.Walk(_file, box.Start, box.End))
        {
            if (part.Is("ipco"u8))
            {
                _shared.AddRange(IsoBox.Walk(_file, part.Start, part.End));
            }
            else if (part.Is("ipma"u8))
            {
                ReadAssociations(part);
            }
        }
    }

    private void ReadAssociations(IsoBox box)
    {
        var reader = new BoxReader(Content(box));
        var (version, flags) = reader.Full();
        var count = reader.U32();
        for (var i = 0L; i < count; i++)
        {
            var id = version < 1 ? (uint)reader.U16() : reader.U32();
            List<IsoBox> properties = [];
            for (var left = reader.U8(); left > 0; left--)
            {
                var number = (flags & 1) != 0 ? reader.U16() & 0x7fff : reader.U8() & 0x7f;
                if (number > 0 && number <= _shared.Count)
                {
                    properties.Add(_shared[number - 1]);
                }
            }

            _properties.TryAdd(id, properties);
        }
    }
}
