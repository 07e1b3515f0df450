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
}
