using System.Buffers.Binary;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>Writes TIFF headers: directories of tags, without pixels.</summary>
internal sealed class TiffBuilder(bool bigEndian)
{
    private readonly List<byte> _file = [];

    /// <summary>A file whose first directory contains the tags. A tag's values are shorts, or text for the maker (0x10f).</summary>
    public byte[] Build((int Tag, long[] Values)[] first, (int Tag, long[] Values)[]? sub = null, string? mark = null)
    {
        _file.AddRange(bigEndian ? "MM"u8 : "II"u8);
        Short(42);
        Long(16);
        _file.AddRange((mark ?? "").PadRight(8, '\0').Select(static c => (byte)c));
        var head = sub is null ? first : [.. first, (0x14a, [0])];
        var next = 16 + 2 + (head.Length * 12) + 4;
        var subAt = next + head.Sum(static tag => Bytes(tag).Length);
        head = [.. head.Select(tag => tag.Tag == 0x14a ? (tag.Tag, [(long)subAt]) : tag)];
        Directory(head, next);
        if (sub is not null)
        {
            Directory(sub, subAt + 2 + (sub.Length * 12) + 4);
        }

        return [.. _file, .. new byte[64]];
    }

    private void Directory((int Tag, long[] Values)[] tags, int next)
    {
        Short(tags.Length);
        foreach (var tag in tags)
        {
            var far = Bytes(tag);
            Short(tag.Tag);
            Short(tag.Tag switch { 0x10f => 2, 0xc612 => 1, 0x14a or 0xfe => 4, _ => 3 });
            Long(tag.Values.Length);
            if (far.Length > 0)
            {
                Long(next);
                next += far.Length;
            }
            else
            {
                Inline(tag);
            }
        }

        Long(0);
        foreach (var tag in tags)
        {
            _file.AddRange(Bytes(tag));
        }
    }

    private void Inline((int Tag, long[] Values) tag)
    {
        var before = _file.Count;
        foreach (var value in tag.Values)
        {
            if (tag.Tag is 0x10f or 0xc612)
            {
                _file.Add((byte)value);
            }
            else if (tag.Tag is 0x14a or 0xfe)
            {
                Long((int)value);
            }
            else
            {
                Short((int)value);
            }
        }

        _file.AddRange(new byte[before + 4 - _file.Count]);
    }

    /// <summary>Values that do not fit in a tag: here only makers' names.</summary>
    private static byte[] Bytes((int Tag, long[] Values) tag) =>
        tag.Tag == 0x10f && tag.Values.Length > 4 ? [.. tag.Values.Select(static value => (byte)value)] : [];

    private void Short(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        }

        _file.AddRange(bytes);
    }

    private void Long(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (bigEndian)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        }

        _file.AddRange(bytes);
    }
}
