using System.Globalization;
using System.Text;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class QuerySyntaxTests
{
    private const string Letters = "+-*\"1.5 a,\t²é";

    [Theory]
    [InlineData("golden retriever + pool", "1|golden retriever", "1|pool")]
    [InlineData("2 * golden retriever + pool - people", "2|golden retriever", "1|pool", "-1|people")]
    [InlineData("tree - 0.5 * snow", "1|tree", "-0.5|snow")]
    [InlineData("- people", "-1|people")]
    [InlineData("+ cat", "1|cat")]
    [InlineData("tree + -2 * snow", "1|tree", "-2|snow")]
    [InlineData("tree - -2 * snow", "1|tree", "2|snow")]
    [InlineData("  a\t+\nb  ", "1|a", "1|b")]
    [InlineData("\"rock - paper\" + scissors", "1|rock - paper", "1|scissors")]
    [InlineData("\"rock - paper\"", "1|rock - paper")]
    [InlineData("2 * \"5 * hotel\"", "2|5 * hotel")]
    [InlineData("\"say \"\"hi\"\"\" - a - b", "1|say \"hi\"", "-1|a", "-1|b")]
    [InlineData("19\" monitor + 24\" tv", "1|19\" monitor", "1|24\" tv")]
    [InlineData("t-shirt - C++", "1|t-shirt", "-1|C++")]
    [InlineData("a + a", "1|a", "1|a")]
    [InlineData(".5 * a + 100 * b", "0.5|a", "100|b")]
    public void Text_WithOperators_IsItsTerms(string text, params string[] terms)
    {
        Assert.True(QuerySyntax.HasOperators(text));
        Assert.Equal(terms, QuerySyntax.Read(text).Select(Shown));
    }

    [Theory]
    [InlineData("a red bicycle")]
    [InlineData("t-shirt")]
    [InlineData("C++")]
    [InlineData("2+2")]
    [InlineData("2*3")]
    [InlineData("cat -dog")]
    [InlineData("cat- dog")]
    [InlineData("-40 degrees")]
    [InlineData("C ++ code")]
    [InlineData("a \"stop\" sign")]
    [InlineData("\"a cat\"")]
    [InlineData("\"no end")]
    [InlineData("Paris – Rome — Oslo")]
    public void Text_WithoutOperators_IsOneTermAsItIs(string text)
    {
        Assert.False(QuerySyntax.HasOperators(text));
        Assert.Equal([$"1|{text}"], QuerySyntax.Read(text).Select(Shown));
    }

    [Theory]
    [InlineData("cat +", 5, "'+' has no text after it")]
    [InlineData("-", 1, "'-' has no text after it")]
    [InlineData("cat + + dog", 7, "'+' has no text before it")]
    [InlineData("cat + * dog", 7, "'*' has no text before it")]
    [InlineData("* dog", 1, "'*' has no text before it")]
    [InlineData("2 *", 3, "'*' has no text after it")]
    [InlineData("cat + two * dog", 7, "before ' * ' comes a weight")]
    [InlineData("0,5 * dog", 1, "before ' * ' comes a weight")]
    [InlineData("NaN * dog", 1, "from -100 to 100, and not 0")]
    [InlineData("cat - 0 * dog", 7, "from -100 to 100, and not 0")]
    [InlineData("100.1 * dog", 1, "from -100 to 100, and not 0")]
    [InlineData("2 * 3 * dog", 7, "a term has one weight")]
    [InlineData("\"cat + dog", 1, "has no second one")]
    [InlineData("\"cat\" dog + bird", 7, "after a text in quotation marks")]
    [InlineData("\"2\" * dog", 5, "after a text in quotation marks")]
    [InlineData("cat + \" \"", 7, "contain no text")]
    public void Text_ThatIsNoQuery_IsRejectedAtItsPosition(string text, int position, string why)
    {
        var failure = Assert.Throws<Txt2ImageException>(() => QuerySyntax.Read(text));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at position {position}:"), failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_MoreThanSixteen_AreRejected()
    {
        Assert.Equal(16, QuerySyntax.Read(string.Join(" + ", Enumerable.Repeat("a", 16))).Length);
        var failure = Assert.Throws<Txt2ImageException>(() => QuerySyntax.Read(string.Join(" + ", Enumerable.Repeat("a", 17))));
        Assert.Contains("16", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_AtRandom_LoseNothingOrAreRejected()
    {
        var (read, rejected) = (0, 0);
        for (var number = 0; number < 200_000; number++)
        {
            var text = Draw(new Random(number));
            try
            {
                var terms = QuerySyntax.Read(text);
                read += QuerySyntax.HasOperators(text) ? 1 : 0;
                Assert.All(terms, term => Assert.True(QuerySyntax.IsWeight(term.Weight) && (term.Text == text || term.Text.Trim().Length > 0)));
                if (!text.Contains('"', StringComparison.Ordinal))
                {
                    Assert.Equal(Bare(text), Bare(string.Concat(terms.Select(term => term.Text))));
                }
            }
            catch (Txt2ImageException exception) when (exception.Code == ErrorCode.InvalidRequest)
            {
                rejected++;
            }
        }

        Assert.True(read > 1000 && rejected > 1000, $"{read} read and {rejected} rejected do not test both.");
    }

    [Fact]
    public void Terms_WrittenInQuotationMarks_AreReadBack()
    {
        for (var number = 0; number < 20_000; number++)
        {
            var random = new Random(number);
            WrittenTerm[] terms =
            [
                .. Enumerable.Range(0, random.Next(2, 17)).Select(_ => new WrittenTerm((random.Next(1, 1000) - 500.5) / 10, $"{Draw(random)}x")),
            ];
            var text = string.Join(" + ", terms.Select(Quoted));
            Assert.Equal(terms, QuerySyntax.Read(text));
        }
    }

    private static string Quoted(WrittenTerm term)
    {
        var text = term.Text.Replace("\"", "\"\"", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{term.Weight} * \"{text}\"");
    }

    private static string Shown(WrittenTerm term) => string.Create(CultureInfo.InvariantCulture, $"{term.Weight}|{term.Text}");

    private static string Draw(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(1, 24); left > 0; left--)
        {
            text.Append(random.Next(3) == 0 ? ' ' : Letters[random.Next(Letters.Length)]);
        }

        return text.ToString();
    }

    /// <summary>The letters, which are neither operators nor parts of weights.</summary>
    private static string Bare(string text) => string.Concat(text.Where(letter => letter is 'a' or '²' or 'é' or ','));
}
