using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace Txt2Image.Clip.Text;

/// <summary>
/// The characters that a SentencePiece model's normaliser removes. The library's normaliser keeps them, which is the one thing in which it differs.
/// They are in the model's own table: a double-array trie from UTF-8 to offsets into a list of texts that end in a zero byte.
/// </summary>
internal static class CharsMap
{
    private const int Normalizer = 3, Table = 2;

    /// <param name="model">A SentencePiece model.</param>
    public static HashSet<char> Removed(byte[] model)
    {
        var table = Field(Field(model, Normalizer), Table);
        var size = table.Length < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(table);
        if (size <= 0 || size > table.Length - 4)
        {
            return [];
        }

        var (trie, texts) = (table.AsMemory(4, size), table.AsMemory(4 + size));
        return [.. Enumerable.Range(1, char.MaxValue).Select(static code => (char)code)
            .Where(c => !char.IsSurrogate(c) && Find(trie.Span, c) is { } at && at < texts.Length && texts.Span[at] == 0)];
    }

    /// <summary>The last field of this number in a message; empty if there is none.</summary>
    private static byte[] Field(byte[] message, int number)
    {
        byte[] found = [];
        var reader = new CodedInputStream(message);
        for (uint tag; (tag = reader.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                var bytes = reader.ReadBytes().ToByteArray();
                found = bytes.Length > found.Length ? bytes : found;
            }
            else
            {
                reader.SkipLastField();
            }
        }

        return found;
    }

    /// <summary>The value of a character in the trie, or null.</summary>
    private static int? Find(ReadOnlySpan<byte> trie, char c)
    {
        Span<byte> bytes = stackalloc byte[3];
        var at = 0U;
        var unit = Unit(trie, at);
        foreach (var b in bytes[..Encoding.UTF8.GetBytes([c], bytes)])
        {
            at ^= Offset(unit) ^ b;
            unit = Unit(trie, at);
            if ((unit & 0x800000ff) != b)
            {
                return null;
            }
        }

        var hasValue = (unit & 0x100) != 0;
        return hasValue ? (int)(Unit(trie, at ^ Offset(unit)) & 0x7fffffff) : null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    /// <summary>A unit; one that matches nothing if the trie is damaged.</summary>
    private static uint Unit(ReadOnlySpan<byte> trie, uint at) =>
        at < trie.Length / 4 ? BinaryPrimitives.ReadUInt32LittleEndian(trie[((int)at * 4)..]) : uint.MaxValue;
}
