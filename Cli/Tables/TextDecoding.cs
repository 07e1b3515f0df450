using System.Text;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables;

/// <summary>
/// Decodes text files that other programs wrote: by the byte order mark, else in the encoding that the user names, else as UTF-8 if it is valid, and
/// else as Windows-1252, in which Excel writes CSV in Western Europe. It counts the files that were decoded so, because that is a guess.
/// </summary>
/// <param name="given">The encoding that the user names; null for none.</param>
internal sealed class TextDecoding(Encoding? given = null)
{
    private const int Windows1252 = 1252;
    private const int ChunkBytes = 64 << 10;
    private const string Remedy = "--encoding NAME sets another encoding.";

    private readonly Encoding? _given = given;

    private readonly List<string> _guesses = [];

    /// <summary>The encoding of a name such as <c>windows-1251</c>; null if there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The encoding of a file. Reads it once if it has no byte order mark and the user named no encoding.</summary>
    public Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var chunk = new byte[ChunkBytes];
        var length = file.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        if (ByMark(chunk.AsSpan(0, length)) is { } marked)
        {
            return marked;
        }

        var decoder = Strict().GetDecoder();
        var characters = new char[ChunkBytes];
        while (_given is null)
        {
            var isWhole = length < chunk.Length;
            if (!Decodes(decoder, chunk.AsSpan(0, length), characters, isWhole))
            {
                return Guess(path);
            }

            if (isWhole)
            {
                return Encoding.UTF8;
            }

            length = file.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        }

        return _given;
    }

    /// <summary>Opens a file as text.</summary>
    public StreamReader Open(string path) => new(path, EncodingOf(path), detectEncodingFromByteOrderMarks: true);

    /// <summary>Decodes the beginning of a file.</summary>
    /// <param name="bytes">Its first bytes.</param>
    /// <param name="isWhole">Whether these are all its bytes; otherwise the last character may be incomplete.</param>
    /// <param name="name">Its name, for notes.</param>
    public string Decode(ReadOnlySpan<byte> bytes, bool isWhole, string name)
    {
        var encoding = ByMark(bytes)
            ?? _given
            ?? (Decodes(Strict().GetDecoder(), bytes, new char[bytes.Length + 1], isWhole) ? Encoding.UTF8 : Guess(name));
        return encoding.GetString(bytes).TrimStart('\uFEFF');
    }

    /// <summary>A sentence about the files that were decoded as Windows-1252 without being asked to; null if there are none.</summary>
    public string? Note() => _guesses.Distinct(StringComparer.Ordinal).ToArray() switch
    {
        [] => null,
        [var only] => $"note: {Printable.Of(only)} is not UTF-8 and was read as Windows-1252. {Remedy}",
        [var first, .. var others] =>
            $"note: {Printable.Of(first)} and {Amount.Of(others.Length, "other file")} are not UTF-8 and were read as Windows-1252. {Remedy}",
    };

    private static UTF8Encoding Strict() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, char[] characters, bool isWhole)
    {
        try
        {
            decoder.GetChars(bytes, characters, flush: isWhole);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private Encoding Guess(string name)
    {
        _guesses.Add(Path.GetFileName(name));
        return CodePagesEncodingProvider.Instance.GetEncoding(Windows1252)!;
    }
}
