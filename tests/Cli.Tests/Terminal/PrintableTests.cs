using System.Text.Json;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tests.Terminal;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain – grün 猫 🐧", "plain – grün 猫 🐧")]
    [InlineData("a\nb\tc", @"a\u000Ab\u0009c")]
    [InlineData("\u001b[31m", @"\u001B[31m")]
    [InlineData("\u202egpj.exe\u2069", @"\u202Egpj.exe\u2069")]
    [InlineData("\u2028\u200b\u0085", @"\u2028\u200B\u0085")]
    public void Of_Text_EscapesWhatSteers(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    [Fact]
    public void Of_LoneSurrogate_IsEscaped() => Assert.Equal(@"\uD83D!", Printable.Of("\ud83d" + "!"));

    [Fact]
    public void OfJson_Document_MeansTheSame()
    {
        const string Text = "\u202e\u200b 🐧";
        var json = "{\n\"a\": \"" + Text + "\"\n}";

        var safe = Printable.OfJson(json);

        Assert.DoesNotContain("\u202e", safe, StringComparison.Ordinal);
        Assert.Equal(Text, JsonDocument.Parse(safe).RootElement.GetProperty("a").GetString());
    }
}
