using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

public class ClipTokenizerTests
{
    private static readonly WordSplitter Splitter = new(["<|startoftext|>", "<|endoftext|>"]);

    [Fact]
    public void Encode_Empty_IsBeginAndEnd() => Assert.Equal([49406, 49407], RealTokenizer.Load().Encode(string.Empty).Ids);

    [Theory]
    [InlineData(75, false)]
    [InlineData(76, true)]
    [InlineData(200, true)]
    public void Encode_ManyWords_IsTruncatedBeyondTheContextOnly(int words, bool truncated)
    {
        var tokens = RealTokenizer.Load().Encode(string.Join(' ', Enumerable.Repeat("dog", words)));
        Assert.Equal(truncated, tokens.Truncated);
        Assert.Equal(77, tokens.Ids.Length);
        Assert.Equal(49407, tokens.Ids[^1]);
    }

    [Theory]
    [InlineData("two dogs, it's 12!?", "two dogs , it 's 1 2 !?")]
    [InlineData("<|startoftext|> a!<|endoftext|>", "<|startoftext|> a !<| endoftext |>")]
    [InlineData("we'll they're '\u017ft", "we 'll they 're '\u017f t")]
    [InlineData("\U00020bb7\u91ce \U0001d7d8\U0001d7d9 \U0001f436\u200d", "\U00020bb7\u91ce \U0001d7d8 \U0001d7d9 \U0001f436\u200d")]
    [InlineData("a\u0345b", "a b")]
    public void PreTokenize_Text_FollowsTheReferencePattern(string cleaned, string words) =>
        Assert.Equal(words, string.Join(' ', Splitter.PreTokenize(cleaned).Select(word => cleaned.Substring(word.Offset, word.Length))));

    [Fact]
    public void Encode_FromManyThreads_GivesEqualTokens()
    {
        var tokenizer = RealTokenizer.Load();
        var texts = Enumerable.Range(0, 2000).Select(static i => $"photo {i} of a zxq{i % 97}v dog").ToArray();
        var alone = texts.Select(tokenizer.Encode).ToArray();
        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(tokenizer.Encode).ToArray();
        Assert.Equal(Lines(alone), Lines(together));
    }

    private static string Lines(IEnumerable<TokenSequence> all) => string.Join('\n', all.Select(static tokens => string.Join(',', tokens.Ids)));
}
