using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>HTML's named and numbered character references, decoded by the two rule sets that CLIP's reference cleaner combines.</summary>
internal static class HtmlEntities
{
    private const int LongestName = 32;
    private static readonly Table Names = Table.Read();
    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\t\n\f <&#;");

    /// <summary>
    /// The HTML standard's rules (Python's <c>html.unescape</c>): the semicolon is optional after numbers and legacy names, and an unknown name is
    /// matched by the longest legacy name that it begins with.
    /// </summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var next = text.IndexOf('&', at);
            if (next < 0)
            {
                break;
            }

            result.Append(text, at, next - at);
            var read = CharacterReference.TryReadNumber(text.AsSpan(next + 1), out var value)
                is var number and > 0 ? number : ReadName(text.AsSpan(next + 1), out value);
            result.Append(read > 0 ? value : "&");
            at = next + 1 + read;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>
    /// ftfy's stricter rules: a closing semicolon is required, names have up to 24 letters or digits, and only exact names or their upper-case forms
    /// match.
    /// </summary>
    public static string UnescapeClosed(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal) || !text.Contains(';', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var at = 0;
        for (int start; (start = text.IndexOf('&', at)) >= 0;)
        {
            result.Append(text, at, start - at);
            var number = start + 1 < text.Length && text[start + 1] == '#';
            var from = start + (number ? 2 : 1);
            var end = from;
            while (end < text.Length && end - from < 24 && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }

            var closed = end > from && end < text.Length && text[end] == ';';
            if (closed && Closed(text.AsSpan(start + 1, end - start - 1), number) is { } value)
            {
                result.Append(value);
                at = end + 1;
            }
            else
            {
                result.Append('&');
                at = start + 1;
            }
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string? Closed(ReadOnlySpan<char> body, bool number)
    {
        if (!number)
        {
            return Names.Closed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(body, out var named) ? named : null;
        }

        var read = CharacterReference.TryReadNumber(body, out var value);
        return read == body.Length && value != ";" ? value : null;
    }

    private static int ReadName(ReadOnlySpan<char> text, out string value)
    {
        var length = text[..Math.Min(text.Length, LongestName)].IndexOfAny(NameEnds);
        length = length < 0 ? Math.Min(text.Length, LongestName) : length;
        var closed = Names.Standard.GetAlternateLookup<ReadOnlySpan<char>>();
        if (length < text.Length && text[length] == ';' && closed.TryGetValue(text[..length], out value!))
        {
            return length + 1;
        }

        var open = Names.Open.GetAlternateLookup<ReadOnlySpan<char>>();
        for (; length > 1; length--)
        {
            if (open.TryGetValue(text[..length], out value!))
            {
                return length;
            }
        }

        value = string.Empty;
        return 0;
    }

    /// <summary>The names for each rule set. <c>training/entities.py</c> generates the data and describes its format and source.</summary>
    private sealed record Table(
        FrozenDictionary<string, string> Standard, FrozenDictionary<string, string> Open, FrozenDictionary<string, string> Closed)
    {
        public static Table Read()
        {
            using var stream = typeof(HtmlEntities).Assembly.GetManifestResourceStream("html-entities.txt")!;
            using var reader = new StreamReader(stream);
            Dictionary<string, string> standard = [], open = [], closed = [];
            while (reader.ReadLine() is { } line)
            {
                var parts = line.Split(' ');
                var value = string.Concat(parts[2].Split(',').Select(static code =>
                    char.ConvertFromUtf32(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
                closed[parts[1]] = value;
                if (parts[0] != "^")
                {
                    standard[parts[1]] = value;
                }

                if (parts[0] == "*")
                {
                    open[parts[1]] = value;
                }
            }

            return new(Frozen(standard), Frozen(open), Frozen(closed));
        }

        private static FrozenDictionary<string, string> Frozen(Dictionary<string, string> names) => names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
