using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

public class TextCleanerTests
{
    [Theory]
    [InlineData("  A  Red\tBicycle\r\n", "a red bicycle")]
    [InlineData("don\u2019t \u201cstop\u201d", "don't \"stop\"")]
    [InlineData("\ufb01ne \uff21\uff22\u3000\uff23", "fine ab c")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("a\u001b[31mb", "ab")]
    [InlineData("caf\u0085", "caf\u2026")]
    [InlineData("&amp;amp;amp;lt;", "<")]
    [InlineData("<b>&amp;amp;amp;lt;", "<b>&amp;lt;")]
    [InlineData("&EACUTE; &NotEqualTilde; &copy2 &#65", "\u00e9 \u2242\u0338 \u00a92 a")]
    [InlineData("\u039f\u0394\u039f\u03a3 \u03a3a", "\u03bf\u03b4\u03bf\u03c2 \u03c3a")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("x\u00b2", "x\u00b2")]
    [InlineData("Stra\u00dfe", "stra\u00dfe")]
    [InlineData("", "")]
    [InlineData("\u200b \ufeff ", "\u200b")]
    public void Clean_Text_GivesTheReferenceForm(string text, string cleaned) => Assert.Equal(cleaned, TextCleaner.Lower(text));

    [Fact]
    public void Clean_LoneSurrogates_BecomeReplacements() => Assert.Equal("a\ufffdb", TextCleaner.Lower("a" + '\ud83d' + "b"));

    [Theory]
    [InlineData("caf\u00c3\u00a9 \u00e2\u20ac\u0153quoted\u00e2\u20ac\u009d", "caf\u00e9 \"quoted\"")]
    [InlineData("21\u00c2\u00b0C", "21\u00b0c")]
    [InlineData("\u00f0\u0178\u02dc\u20ac", "\ud83d\ude00")]
    [InlineData("caf\u00c3\u0192\u00c2\u00a9", "caf\u00e9")]
    public void Lower_TextThatWasDecodedWrongly_IsRepaired(string text, string cleaned) => Assert.Equal(cleaned, TextCleaner.Lower(text));

    [Theory]
    [InlineData("S\u00c3O PAULO", "s\u00e3o paulo")]
    [InlineData("\u00abMA\u00c7\u00c3\u00bb", "\u00abma\u00e7\u00e3\u00bb")]
    [InlineData("caf\u00e9\u2026\u201d", "caf\u00e9\u2026\"")]
    [InlineData("\u00c3\u00a9 \u732b", "\u00e3\u00a9 \u732b")]
    [InlineData("\u00c2", "\u00e2")]
    public void Lower_CorrectText_IsNotRepaired(string text, string cleaned) => Assert.Equal(cleaned, TextCleaner.Lower(text));

    [Theory]
    [InlineData("  A_Red,  \u201cBicycle\u201d! ", "a red bicycle")]
    [InlineData("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2")]
    public void Canonical_Text_HasNoCaseAndNoPunctuation(string text, string cleaned) => Assert.Equal(cleaned, TextCleaner.Canonical(text));

    [Fact]
    public void Collapsed_Text_KeepsCase() => Assert.Equal("A Red <Bicycle>", TextCleaner.Collapsed(" A  Red &lt;Bicycle&gt; "));
}
