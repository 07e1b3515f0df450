using System.Globalization;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// The tokens that are recognised in a text: <c>added_tokens</c> of <c>tokenizer.json</c>, or <c>added_tokens_decoder</c> of
/// <c>tokenizer_config.json</c>. Older files have neither; the tokenizer's own are meant then.
/// </summary>
internal static class AddedTokensFile
{
    public static IReadOnlyList<AddedToken> Read(string folder, ModelJson? config, TokenizerKind kind)
    {
        // SigLIP's class has no tokenizer.json; those that exist were made otherwise.
        if (kind != TokenizerKind.Siglip && ModelJson.ReadIfThere(Path.Combine(folder, "tokenizer.json")) is { } tokenizer)
        {
            return [.. tokenizer.Children("added_tokens").Select(token => Read(token, token.Id("id")))];
        }

        return config?.Has("added_tokens_decoder") == true
            ? [.. config.Child("added_tokens_decoder").Members().Select(static one => Read(one.Value, Number(one)))]
            : [.. Usual(kind).Select(static name => new AddedToken(name, -1))];
    }

    private static AddedToken Read(ModelJson token, int id) => new(
        token.Text("content") is { Length: > 0 } content ? content : throw new ModelException($"{token.Path}: an added token has no content."),
        id,
        token.Flag("lstrip", absent: false),
        token.Flag("rstrip", absent: false));

    private static int Number((string Name, ModelJson Value) one) =>
        int.TryParse(one.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new ModelException(
            $"{one.Value.Path}: added_tokens_decoder has a key \"{one.Name}\" that is not an id.");

    private static string[] Usual(TokenizerKind kind) => kind switch
    {
        TokenizerKind.Siglip => ["</s>", "<unk>"],
        TokenizerKind.Gemma => ["<pad>", "<eos>", "<bos>", "<unk>"],
        TokenizerKind.XlmRoberta => ["<s>", "<pad>", "</s>", "<unk>"],
        _ => ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
    };
}
