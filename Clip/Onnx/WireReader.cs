using Google.Protobuf;

namespace Txt2Image.Clip.Onnx;

/// <summary>A field of a protobuf message in a file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Start">Where its tag begins.</param>
/// <param name="Content">Where its content begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct WireField(int Number, long Start, long Content, long End);

/// <summary>Walks over the fields of a protobuf message in a file and skips what is not wanted, without reading it.</summary>
internal sealed class WireReader(FileStream stream)
{
    public long Length { get; } = stream.Length;

    public void Seek(long position) => stream.Position = position;

    /// <summary>The next field of a message that ends there, or null at its end. The reader then is behind the field.</summary>
    public WireField? Next(long end)
    {
        var start = stream.Position;
        if (start >= end)
        {
            return null;
        }

        var tag = Varint();
        var length = (WireFormat.WireType)(tag & 7) switch
        {
            WireFormat.WireType.Varint => SkippedVarint(),
            WireFormat.WireType.Fixed32 => 4,
            WireFormat.WireType.Fixed64 => 8,
            WireFormat.WireType.LengthDelimited => (long)Varint(),
            _ => -1,
        };
        var content = stream.Position;
        if (length < 0 || length > end - content)
        {
            throw new InvalidDataException("a field is longer than its message");
        }

        stream.Position = content + length;
        return new((int)(tag >> 3), start, content, content + length);
    }

    public void Copy(long from, long to, Stream target)
    {
        var behind = stream.Position;
        stream.Position = from;
        var buffer = new byte[(int)Math.Min(to - from, 1 << 16)];
        for (var left = to - from; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(part);
            target.Write(part);
            left -= part.Length;
        }

        stream.Position = behind;
    }

    private long SkippedVarint()
    {
        _ = Varint();
        return 0;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                throw new EndOfStreamException("the file ends within a field");
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number has more than 64 bits");
    }
}
