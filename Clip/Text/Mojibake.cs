using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Repairs UTF-8 that was read as Windows-1252 ("cafÃ©", "â€œ"), if the whole line is such text and shows it by an accented letter, a quote or an
/// emoji.
/// </summary>
/// <remarks>
/// ftfy also knows other encodings, mixed lines and many more signs, by tables of which characters rarely stand side by side. Without such tables,
/// only signs that no correct text has are used here: a correct line must never change.
/// </remarks>
internal static class Mojibake
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Repair(string line)
    {
        if (!HasSign(line))
        {
            return line;
        }

        var bytes = new byte[line.Length];
        for (var i = 0; i < line.Length; i++)
        {
            var value = CharacterReference.ToWindows1252(line[i]);
            if (value < 0)
            {
                return line;
            }

            bytes[i] = (byte)value;
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return line;
        }
    }

    /// <summary>The first bytes of accented Latin letters, of general punctuation, and of emoji.</summary>
    private static bool HasSign(string line)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            if ((line[i], line[i + 1]) is ('Â' or 'Ã', >= '\u00a0' and <= '\u00bf') or ('â', '€') or ('ð', 'Ÿ'))
            {
                return true;
            }
        }

        return false;
    }
}
