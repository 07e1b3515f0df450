using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>A box of a file in the ISO base media format (ISO/IEC 14496-12, 4.2): a type of four letters, and its content.</summary>
/// <param name="Type">The four letters, as a big-endian number.</param>
/// <param name="Start">Where the content starts in the file.</param>
/// <param name="End">Where it ends; within the file.</param>
internal readonly record struct IsoBox(uint Type, int Start, int End)
{
    public bool Is(ReadOnlySpan<byte> type) => Type == BinaryPrimitives.ReadUInt32BigEndian(type);

    /// <summary>The first box of a type between two places; null if there is none.</summary>
    public static IsoBox? Find(byte[] file, int start, int end, ReadOnlySpan<byte> type)
    {
        foreach (var box in Walk(file, start, end))
        {
            if (box.Is(type))
            {
                return box;
            }
        }

        return null;
    }

    /// <summary>The boxes between two places. The walk ends at a box that is longer than its place; that one counts up to the end.</summary>
    public static IEnumerable<IsoBox> Walk(byte[] file, int start, int end)
    {
        const int Head = 8, LongHead = 16;
        for (var at = start; at <= end - Head;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var head = Head;
            if (length == 1 && at <= end - LongHead)
            {
                length = (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at + Head)));
                head = LongHead;
            }

            // A length of 0 means: up to the end.
            var next = length == 0 || length > end - at ? end : at + (int)length;
            if (next < at + head)
            {
                yield break;
            }

            yield return new(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 4)), at + head, next);
            at = next;
        }
    }
}
