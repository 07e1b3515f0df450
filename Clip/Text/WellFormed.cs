using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>Text that .NET's Unicode functions accept.</summary>
internal static class WellFormed
{
    /// <summary>Replaces lone surrogates with U+FFFD.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune);
        }

        return result.ToString();
    }

    /// <summary>
    /// Applies NFC or NFD. .NET cannot normalise U+FFFE; it composes with nothing, so the parts around it are normalised separately.
    /// </summary>
    public static string Normalize(string text, NormalizationForm form) => text.Contains('\ufffe', StringComparison.Ordinal)
        ? string.Join('\ufffe', text.Split('\ufffe').Select(part => part.Normalize(form)))
        : text.Normalize(form);
}
