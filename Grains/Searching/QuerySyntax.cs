using System.Collections.Immutable;
using System.Globalization;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Weighted terms in one text: <c>2 * golden retriever + pool - people</c>. An operator is a <c>+</c>, <c>-</c> or <c>*</c> with white space, or an
/// end of the text, on both sides; all others are part of a text. A term in quotation marks is a text, whatever it contains; a quotation mark in it
/// is written twice. A text without an operator is one term, quotation marks included.
/// <code>
/// query = [sign] term { sign term }
/// sign  = "+" | "-"
/// term  = [weight "*"] text
/// </code>
/// </summary>
internal static class QuerySyntax
{
    /// <summary>The most terms of a query.</summary>
    public const int MostTerms = 16;

    /// <summary>The largest size of a weight.</summary>
    public const double MaxWeight = 100;

    /// <summary>Whether a text has an operator.</summary>
    public static bool HasOperators(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('+', '-', '*'); i >= 0 && i < text.Length; i++)
        {
            if (IsOperator(text, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a text as terms.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is not a query; the detail says where and why.</exception>
    /// <remarks>A text that is too long stays one term, for the tokenizer to reject.</remarks>
    public static ImmutableArray<WrittenTerm> Read(string text) =>
        text.Length <= ClipTokenizer.MaxCharacters && HasOperators(text) ? new Reader(text).Read() : [new(1, text)];

    /// <summary>Whether a weight is allowed.</summary>
    public static bool IsWeight(double weight) => weight != 0 && Math.Abs(weight) <= MaxWeight;

    /// <summary>The rejection of a query with too many terms.</summary>
    public static Txt2ImageException TooMany() => new(ErrorCode.InvalidRequest, $"A query may have at most {MostTerms} terms.");

    private static bool IsOperator(string text, int at) =>
        text[at] is '+' or '-' or '*'
        && (at == 0 || char.IsWhiteSpace(text[at - 1]))
        && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    /// <summary>Reads one text from its start to its end.</summary>
    private sealed class Reader(string text)
    {
        private int _at;

        public ImmutableArray<WrittenTerm> Read()
        {
            var terms = ImmutableArray.CreateBuilder<WrittenTerm>();
            SkipSpace();
            var sign = text[_at] is '+' or '-' && IsOperator(text, _at) ? ReadSign() : 1;
            while (true)
            {
                terms.Add(ReadTerm(sign));
                if (terms.Count > MostTerms)
                {
                    throw TooMany();
                }

                if (_at == text.Length)
                {
                    return terms.DrainToImmutable();
                }

                sign = ReadSign();
            }
        }

        private int ReadSign()
        {
            var sign = text[_at] == '-' ? -1 : 1;
            PassOperator();
            return sign;
        }

        private WrittenTerm ReadTerm(int sign)
        {
            if (text[_at] == '"')
            {
                return new(sign, ReadQuoted());
            }

            var begun = _at;
            var segment = ReadSegment();
            if (_at == text.Length || text[_at] != '*')
            {
                return new(sign, segment);
            }

            var weight = ReadWeight(segment, begun);
            PassOperator();
            if (text[_at] == '"')
            {
                return new(sign * weight, ReadQuoted());
            }

            var weighted = ReadSegment();
            return _at == text.Length || text[_at] != '*'
                ? new(sign * weight, weighted)
                : throw Wrong(_at, "a term has one weight; put a text that contains ' * ' in quotation marks");
        }

        /// <summary>Reads the text up to the next operator or the end.</summary>
        private string ReadSegment()
        {
            var begun = _at;
            while (_at < text.Length && !IsOperator(text, _at))
            {
                _at++;
            }

            var segment = text[begun.._at].Trim();
            return segment.Length > 0 ? segment : throw Wrong(begun, $"'{text[_at]}' has no text before it");
        }

        private string ReadQuoted()
        {
            var begun = _at++;
            var content = new System.Text.StringBuilder();
            while (true)
            {
                var end = text.IndexOf('"', _at);
                if (end < 0)
                {
                    throw Wrong(begun, "this quotation mark has no second one");
                }

                content.Append(text, _at, end - _at);
                _at = end + 1;
                if (_at == text.Length || text[_at] != '"')
                {
                    break;
                }

                content.Append('"');
                _at++;
            }

            SkipSpace();
            if (_at < text.Length && !(IsOperator(text, _at) && text[_at] != '*'))
            {
                throw Wrong(_at, "after a text in quotation marks comes ' + ', ' - ' or the end");
            }

            var quoted = content.ToString();
            return !string.IsNullOrWhiteSpace(quoted) ? quoted : throw Wrong(begun, "the quotation marks contain no text");
        }

        private static double ReadWeight(string written, int begun)
        {
            const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (!double.TryParse(written, Decimal, CultureInfo.InvariantCulture, out var weight))
            {
                throw Wrong(begun, "before ' * ' comes a weight such as 2 or 0.5; put a text that contains ' * ' in quotation marks");
            }

            return IsWeight(weight) ? weight : throw Wrong(begun, $"a weight must be from -{MaxWeight:0} to {MaxWeight:0}, and not 0");
        }

        /// <summary>Passes an operator, after which a term must come.</summary>
        private void PassOperator()
        {
            var at = _at++;
            SkipSpace();
            if (_at == text.Length)
            {
                throw Wrong(at, $"'{text[at]}' has no text after it");
            }
        }

        private void SkipSpace()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }

        private static Txt2ImageException Wrong(int at, string what) => new(
            ErrorCode.InvalidRequest,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The query is wrong at position {at + 1}: {what}. A +, - or * between spaces is an operator, as in '2 * dog + pool - people'."));
    }
}
