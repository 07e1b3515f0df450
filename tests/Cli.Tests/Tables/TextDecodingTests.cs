using System.Text;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Tests.Tables;

public sealed class TextDecodingTests : IDisposable
{
    private const string Text = "Café à Orléans – été";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    public void Open_UnicodeText_IsReadAsItIs(string encoding, bool withMark)
    {
        Write(encoding, withMark);
        var decoding = new TextDecoding();

        Assert.Equal(Text, Read(decoding));
        Assert.Null(decoding.Note());
    }

    [Fact]
    public void Open_TextThatIsNotUtf8_IsReadAsWindows1252WithANote()
    {
        Write("windows-1252", withMark: false);
        var decoding = new TextDecoding();

        Assert.Equal(Text, Read(decoding));
        Assert.Contains($"{Path.GetFileName(_file)} is not UTF-8 and was read as Windows-1252", decoding.Note(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAnEncodingByName_UsesItWithoutANote()
    {
        File.WriteAllBytes(_file, TextDecoding.Find("windows-1251")!.GetBytes("Красная площадь"));
        var decoding = new TextDecoding(TextDecoding.Find("windows-1251"));

        Assert.Equal("Красная площадь", Read(decoding));
        Assert.Null(decoding.Note());
    }

    [Theory]
    [InlineData((64 << 10) - 1)]
    [InlineData(64 << 10)]
    public void Open_CharacterAtTheEdgeOfAChunk_IsNoReasonToGuess(int before)
    {
        File.WriteAllText(_file, new string('x', before) + "é", new UTF8Encoding(false));
        var decoding = new TextDecoding();

        Assert.EndsWith("xé", Read(decoding), StringComparison.Ordinal);
        Assert.Null(decoding.Note());
    }

    [Theory]
    [InlineData(true, "caf\u00E9")]
    [InlineData(false, "caf\uFFFD")]
    public void Decode_LastByteOfACharacter_IsWindows1252OnlyIfTheFileEndsThere(bool isWhole, string expected) =>
        Assert.Equal(expected, new TextDecoding().Decode([.. "caf"u8, 0xE9], isWhole, "a.txt"));

    [Theory]
    [InlineData("no-such-encoding")]
    [InlineData("")]
    public void Find_NameOfNoEncoding_IsNull(string name) => Assert.Null(TextDecoding.Find(name));

    private void Write(string encoding, bool withMark)
    {
        var chosen = TextDecoding.Find(encoding)!;
        File.WriteAllBytes(_file, [.. withMark ? chosen.GetPreamble() : [], .. chosen.GetBytes(Text)]);
    }

    private string Read(TextDecoding decoding)
    {
        using var text = decoding.Open(_file);
        return text.ReadToEnd();
    }
}
