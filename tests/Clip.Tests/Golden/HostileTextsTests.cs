using Txt2Image.Clip.Tests.Text;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>No text makes a tokenizer of any family fail, take long or give more than the context.</summary>
public class HostileTextsTests
{
    public static TheoryData<string> Names =>
        ["clip transformers.js", "clip own cleaning", "siglip", "siglip2", "siglip2 open_clip's cleaning", "xlmr", "altclip", "chinese-clip"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_HostileText_GivesTokensOnly(string name)
    {
        using var golden = GoldenModels.Get(name);
        var tokenizer = golden.Load().Tokenizer;
        string[] texts =
        [
            .. HostileTextTests.Texts, "</s>", "</s></s>", "<pad><pad>", " <mask> ", "[CLS][SEP]", "\u2581\u2581", "\u2581</s>",
            new string('\u2581', 1000), string.Concat(Enumerable.Repeat("</s> ", 200)), new string('\u732b', 1000), new string('\u0f0b', 1000),
            string.Concat(Enumerable.Repeat("\ud83d\ude00", 500)),
        ];
        foreach (var text in texts)
        {
            var cleaned = tokenizer.Clean(text);
            var ids = tokenizer.Encode(cleaned).Ids;
            Assert.InRange(ids.Length, 1, tokenizer.ContextLength);
            Assert.All(ids, id => Assert.InRange(id, 0, Math.Max(tokenizer.VocabularySize, tokenizer.PadId + 1)));
            Assert.Equal(ids, tokenizer.Encode(cleaned).Ids);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_EveryCodeUnitInManyNeighbourhoods_ThrowsNothing(string name)
    {
        using var golden = GoldenModels.Get(name);
        var tokenizer = golden.Load().Tokenizer;
        var random = new Random(1);
        string[] around = ["", "a", "'", "\ud83d", "&#", ";", "\u0301", "<", " ", "\u2581"];
        for (var unit = 0; unit <= char.MaxValue; unit += name == "clip own cleaning" ? 16 : 3)
        {
            var text = around[random.Next(around.Length)] + (char)unit + around[random.Next(around.Length)];
            Assert.InRange(tokenizer.Encode(tokenizer.Clean(text)).Ids.Length, 1, tokenizer.ContextLength);
        }
    }
}
