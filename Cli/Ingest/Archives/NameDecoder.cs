using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// Decodes the names of an archive's entries. Different bytes always become different names, so that no two entries become one.
/// </summary>
/// <param name="given">The encoding that the user names, for entries that do not say theirs.</param>
internal sealed class NameDecoder(Encoding? given = null)
{
    /// <summary>What zip tools of DOS and Windows write where they do not say that a name is UTF-8.</summary>
    private const int CodePage437 = 437;

    /// <summary>Info-ZIP's Unicode path: a version, the CRC-32 of the name that it replaces, and the name in UTF-8.</summary>
    private const ushort UnicodePath = 0x7075;
    private const int UnicodePathHeader = 5;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(CodePage437)!;

    /// <summary>An encoding by its name (shift_jis, gbk, cp866) or the number of its code page; null if there is none.</summary>
    public static Encoding? Find(string name)
    {
        var (encoder, decoder) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        var digits = name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
        try
        {
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page, encoder, decoder) ?? Encoding.GetEncoding(page, encoder, decoder)
                : CodePagesEncodingProvider.Instance.GetEncoding(name, encoder, decoder) ?? Encoding.GetEncoding(name, encoder, decoder);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The name of a zip's entry.</summary>
    /// <param name="name">Its bytes.</param>
    /// <param name="isUtf8">Whether the entry is flagged as UTF-8.</param>
    /// <param name="extra">The entry's extra fields.</param>
    public string OfZip(ReadOnlySpan<byte> name, bool isUtf8, ReadOnlySpan<byte> extra) =>
        (isUtf8 ? Decode(name, Utf8) : FindUnicodePath(name, extra)) ?? Decode(name, given) ?? Decode(name, Utf8) ?? Dos.GetString(name);

    /// <summary>The name in a tar's header or in a GNU long name.</summary>
    public string OfTar(ReadOnlySpan<byte> name) => Decode(name, given) ?? Decode(name, Utf8) ?? Encoding.Latin1.GetString(name);

    /// <summary>The name in a pax header, which is UTF-8 by the standard.</summary>
    public string OfPax(ReadOnlySpan<byte> name) => Decode(name, Utf8) ?? OfTar(name);

    private static string? Decode(ReadOnlySpan<byte> name, Encoding? encoding)
    {
        try
        {
            return encoding?.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The Unicode path, unless a tool that does not know it has renamed the entry since.</summary>
    private static string? FindUnicodePath(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var field = extra[4..];
            field = field[..Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), field.Length)];
            var isUnicodePath = id == UnicodePath && field.Length > UnicodePathHeader;
            if (isUnicodePath && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32.HashToUInt32(name))
            {
                return Decode(field[UnicodePathHeader..], Utf8);
            }

            extra = extra[(4 + field.Length)..];
        }

        return null;
    }
}
