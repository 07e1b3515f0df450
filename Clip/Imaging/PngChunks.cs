using System.Buffers.Binary;
using System.Text;

namespace Txt2Image.Clip.Imaging;

/// <summary>The chunks of a PNG file: a length, a type, the content and a checksum.</summary>
internal static class PngChunks
{
    /// <summary>The length of the file's signature.</summary>
    public const int Signature = 8;

    private const int LengthBytes = 4, Frame = 12;

    /// <summary>The file without its text chunks: they can be compressed a thousandfold, and nothing limits their decompressed size.</summary>
    public static byte[] WithoutText(byte[] file)
    {
        var chunks = Walk(file).ToList();
        if (!chunks.Exists(chunk => IsText(file, chunk.Start)))
        {
            return file;
        }

        using var rest = new MemoryStream(file.Length);
        rest.Write(file.AsSpan(0, Signature));
        foreach (var (start, end) in chunks.Where(chunk => !IsText(file, chunk.Start)))
        {
            rest.Write(file.AsSpan(start..end));
        }

        rest.Write(file.AsSpan(chunks[^1].End));
        return rest.ToArray();
    }

    /// <summary>The content of the first chunk of a type; null if there is none.</summary>
    public static byte[]? Content(byte[] file, ReadOnlySpan<byte> type)
    {
        foreach (var (start, end) in Walk(file))
        {
            if (IsOf(file, start, type))
            {
                return file[(start + LengthBytes + 4)..(end - 4)];
            }
        }

        return null;
    }

    /// <summary>The texts of some keywords that are not compressed, cut to a length.</summary>
    public static IReadOnlyList<string> Texts(byte[] file, IReadOnlyCollection<string> keywords, int most)
    {
        List<string> texts = [];
        foreach (var (start, end) in Walk(file).Where(chunk => IsOf(file, chunk.Start, "tEXt"u8)))
        {
            var content = file.AsSpan((start + LengthBytes + 4)..(end - 4));
            var keyword = content.IndexOf((byte)0) is > 0 and var length ? Encoding.Latin1.GetString(content[..length]) : "";
            if (keywords.Contains(keyword, StringComparer.Ordinal))
            {
                var text = content[(keyword.Length + 1)..];
                texts.Add(Encoding.Latin1.GetString(text[..Math.Min(text.Length, most)]));
            }
        }

        return texts;
    }

    /// <summary>Whether the file has its last chunk.</summary>
    public static bool HasEnd(byte[] file) => Walk(file).Any(chunk => IsOf(file, chunk.Start, "IEND"u8));

    /// <summary>The chunks, the last of which may be cut off: its end is then behind the file's.</summary>
    public static IEnumerable<Chunk> WalkAll(byte[] file)
    {
        for (var at = Signature; at + LengthBytes + 4 <= file.Length;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)), int.MaxValue - file.Length - Frame);
            var chunk = new Chunk(at, at + Frame + length, (at + LengthBytes + 4)..Math.Min(file.Length, at + LengthBytes + 4 + length));
            yield return chunk;
            at = chunk.End;
        }
    }

    private static IEnumerable<(int Start, int End)> Walk(byte[] file)
    {
        for (var at = Signature; at <= file.Length - Frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - Frame)
            {
                yield break;
            }

            yield return (at, at + Frame + (int)length);
            at += Frame + (int)length;
        }
    }

    private static bool IsText(byte[] file, int chunk) => IsOf(file, chunk, "tEXt"u8) || IsOf(file, chunk, "zTXt"u8) || IsOf(file, chunk, "iTXt"u8);

    /// <summary>Whether a chunk that begins here is of a type.</summary>
    public static bool IsOf(byte[] file, int chunk, ReadOnlySpan<byte> type) => file.AsSpan(chunk + LengthBytes).StartsWith(type);

    /// <summary>A chunk.</summary>
    /// <param name="Start">Where its length is.</param>
    /// <param name="End">Behind its checksum.</param>
    /// <param name="Content">What is there of its content.</param>
    public readonly record struct Chunk(int Start, int End, Range Content);
}
