using Txt2Image.Graphs.Converting;

namespace Txt2Image.Graphs.Tests.Converting;

public sealed class BeginTokenTests : IDisposable
{
    private const string Clip = """{"tokenizer_class": "CLIPTokenizer", "bos_token": "<b>"}""";
    private const string Roberta = """{"tokenizer_class": "XLMRobertaTokenizer"}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"<b>": 7, "<|startoftext|>": 8}""", Clip, null, null, 7)]
    [InlineData("""{"<b>": 7, "<c>": 9}""", Clip, """{"bos_token": "<c>"}""", null, 9)]
    [InlineData("""{"<b>": 7, "<c>": 9}""", Clip, """{"bos_token": {"content": "<c>"}}""", null, 9)]
    [InlineData("""{"<|startoftext|>": 8}""", null, null, null, 8)]
    [InlineData("""{"<|startoftext|>": 8}""", """{"tokenizer_class": "CLIPTokenizerFast"}""", null, null, 8)]
    [InlineData(null, Clip, null, """{"model": {"vocab": {"<b>": 7}}}""", 7)]
    [InlineData(null, Roberta, null, """{"model": {"vocab": [["<s>", 0]]}, "added_tokens": [{"id": 0, "content": "<s>"}]}""", 0)]
    [InlineData(null, """{"tokenizer_class": "XLMRobertaTokenizerFast", "added_tokens_decoder": {"0": {"content": "<s>"}}}""", null, null, 0)]
    public void IdOf_TokenizerWhoseFilesAgree_IsItsId(string? vocabulary, string? config, string? map, string? tokenizer, int expected) =>
        Assert.Equal(expected, IdOf(vocabulary, config, map, tokenizer));

    [Theory]
    [InlineData("{}", Clip, null, null)]
    [InlineData(null, null, null, """{"model": {"vocab": {"<|startoftext|>": 8}}}""")]
    [InlineData("""{"<b>": 7}""", Clip, null, """{"model": {"vocab": {"<b>": 8}}}""")]
    [InlineData("""{"<b>": 7}""", Clip, null, """{"added_tokens": [{"id": 8, "content": "<b>"}]}""")]
    [InlineData("""{"<bos>": 2}""", """{"tokenizer_class": "GemmaTokenizer", "bos_token": "<bos>"}""", null, null)]
    [InlineData("""{"<b>": 7.5}""", Clip, null, null)]
    [InlineData("""{"<b>": "7"}""", Clip, null, null)]
    [InlineData("""{"<b>": 7}""", Clip, "[]", null)]
    [InlineData("""{"<b>": 7}""", """{"tokenizer_class": "CLIPTokenizer", "bos_token": 3}""", null, null)]
    [InlineData("""{"<b>": 7""", Clip, null, null)]
    public void IdOf_TokenizerWhoseFilesLeaveADoubt_IsNotKnown(string? vocabulary, string? config, string? map, string? tokenizer) =>
        Assert.Null(IdOf(vocabulary, config, map, tokenizer));

    private int? IdOf(string? vocabulary, string? config, string? map, string? tokenizer)
    {
        foreach (var (file, content) in new[]
        {
            ("vocab.json", vocabulary), ("tokenizer_config.json", config), ("special_tokens_map.json", map), ("tokenizer.json", tokenizer),
        })
        {
            if (content is not null)
            {
                File.WriteAllText(_folder[file], content);
            }
        }

        return BeginToken.IdOf(_folder.Path);
    }
}
