using System.Text;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

public class HostileTextTests
{
    internal static readonly string[] Texts =
        [
            "\ud800", "\udc00", "a\udfffb\ud83d", "\ud83d\ud83d\udc36", "\ufffe", "e\u0301\ufffee\u0301\uffff", "\0\u0001\u0008", "&", "&#", "&#x",
            "&#;", "&;",
            "&#99999999999999999999;", "&#xd800;", "&#xfffe;", "\u001b[31m\u001b[", new string('\u0301', 1000), new string('&', 1000),
            string.Concat(Enumerable.Repeat("&amp;", 200)), "&" + string.Concat(Enumerable.Repeat("amp;", 249)), new string('\ufdfa', 1000),
            new string('\u0130', 1000), new string('\u03a3', 1000), new string('<', 999) + "\n", new string('\ud800', 1000), "\u202e\u2066",
        ];

    public static TheoryData<string> Hostile => [.. Texts];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Clean_ShortHostileText_GivesTokensOnly(string text)
    {
        var tokenizer = RealTokenizer.Load();
        var tokens = tokenizer.Encode(tokenizer.Clean(text));
        Assert.InRange(tokens.Ids.Length, 2, 77);
        Assert.Equal((49406, 49407), (tokens.Ids[0], tokens.Ids[^1]));
    }

    [Fact]
    public void Clean_EveryCodeUnitInManyNeighbourhoods_ThrowsNothing()
    {
        var tokenizer = RealTokenizer.Load();
        var random = new Random(1);
        string[] around = ["", "a", "'", "\ud83d", "&#", ";", "\u0301", "<"];
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var text = around[random.Next(around.Length)] + (char)unit + around[random.Next(around.Length)];
            var tokens = tokenizer.Encode(tokenizer.Clean(text));
            Assert.Equal(49407, tokens.Ids[^1]);
        }
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(10_000)]
    [InlineData(1 << 20)]
    public void Clean_TooLong_SaysLengthAndLimit(int length)
    {
        var e = Assert.Throws<TextTooLongException>(() => RealTokenizer.Load().Clean(new string('a', length)));
        Assert.Equal((length, 1000), (e.Length, e.Limit));
        Assert.Contains($"{length}", e.Message, StringComparison.Ordinal);
        Assert.Contains("1000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_AtTheLimit_IsRead() => Assert.Equal(1000, RealTokenizer.Load().Clean(new string('a', 1000)).Length);

    [Fact]
    public void Encode_WordOf10000Letters_IsCutAtTheContext()
    {
        var random = new Random(2);
        var word = string.Concat(Enumerable.Range(0, 10_000).Select(_ => (char)('a' + random.Next(26))));
        var tokenizer = RealTokenizer.Load();
        var tokens = tokenizer.Encode(tokenizer.CleanAnyLength(word));
        Assert.True(tokens.Truncated);
        Assert.Equal(77, tokens.Ids.Length);
    }

    [Fact]
    public void Encode_MegabyteOfWords_IsCutAtTheContext()
    {
        var text = new StringBuilder().Insert(0, "caf\u00e9 \ud83d ", 150_000).ToString();
        var tokenizer = RealTokenizer.Load();
        var tokens = tokenizer.Encode(tokenizer.CleanAnyLength(text));
        Assert.True(tokens.Truncated);
        Assert.Equal(77, tokens.Ids.Length);
    }
}
