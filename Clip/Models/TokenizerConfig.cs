using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>What a layout knows about a model's texts before the tokenizer's files are read.</summary>
/// <param name="Kind">The tokenizer, if its files do not name it.</param>
/// <param name="ContextLength">The longest sequence.</param>
/// <param name="IsOpenClip">Whether the model was trained with open_clip, and so with its cleaning, names and padding.</param>
/// <param name="PadsToContext">Whether every text is padded.</param>
internal sealed record TextRules(TokenizerKind Kind, int ContextLength, bool IsOpenClip = false, bool PadsToContext = false);

/// <summary>
/// Reads a tokenizer's files: the vocabulary, and the optional <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>, of which the map
/// takes precedence. Special ids are never read from <c>config.json</c>: published CLIP models have wrong ones there.
/// </summary>
internal sealed class TokenizerConfig
{
    private static readonly Dictionary<string, TokenizerKind> Classes = new(StringComparer.Ordinal)
    {
        ["CLIPTokenizer"] = TokenizerKind.ClipBpe,
        ["SiglipTokenizer"] = TokenizerKind.Siglip,
        ["T5Tokenizer"] = TokenizerKind.Siglip,
        ["GemmaTokenizer"] = TokenizerKind.Gemma,
        [LowerCasing] = TokenizerKind.Gemma,
        ["XLMRobertaTokenizer"] = TokenizerKind.XlmRoberta,
        ["BertTokenizer"] = TokenizerKind.WordPiece,
    };

    /// <summary>Newer libraries have this class for SigLIP 2, in place of Gemma's, which keeps case.</summary>
    private const string LowerCasing = "Siglip2Tokenizer";

    private static readonly string[] Beside = ["tokenizer_config.json", "special_tokens_map.json"];
    private readonly string _folder;
    private readonly ModelJson? _config;
    private readonly ModelJson? _map;
    private readonly string? _class;

    private TokenizerConfig(string folder)
    {
        _folder = folder;
        _config = ModelJson.ReadIfThere(Path.Combine(folder, "tokenizer_config.json"));
        _map = ModelJson.ReadIfThere(Path.Combine(folder, "special_tokens_map.json"));
        var name = _config?.Text("tokenizer_class");
        _class = name?.EndsWith("Fast", StringComparison.Ordinal) == true ? name[..^4] : name;
    }

    /// <summary>The files beside the vocabulary that determine tokens.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Beside.Select(name => Path.Combine(folder, name)).Where(File.Exists);

    public static TextSide Read(string folder, TextRules rules, ModelOptions options) => new TokenizerConfig(folder).Read(rules, options);

    private TextSide Read(TextRules rules, ModelOptions options)
    {
        var kind = KindOr(rules.Kind);
        CheckCase(kind);
        var (vocabulary, merges) = VocabularyFiles.Find(_folder, kind);
        var clip = kind == TokenizerKind.ClipBpe;
        var (begin, end, pad) = Special(kind);
        return new()
        {
            Kind = kind,
            Vocabulary = vocabulary,
            Merges = merges,
            Begin = begin,
            End = end,
            Pad = pad ?? end,
            // open_clip's own tokenizer fills with zeros, whatever the files made for other libraries name.
            PadId = clip && rules.IsOpenClip ? 0 : null,
            Added = clip ? Names(rules, options.Cleaning) : AddedTokensFile.Read(_folder, _config, kind),
            ContextLength = Math.Min(rules.ContextLength, Longest()),
            PadsToContext = rules.PadsToContext || kind is TokenizerKind.Siglip or TokenizerKind.Gemma,
            MasksPadIds = rules.IsOpenClip,
            Cleaner = CleanerOf(kind, rules.IsOpenClip, options.Cleaning),
            Template = options.Template,
        };
    }

    private TokenizerKind KindOr(TokenizerKind kind)
    {
        if (_class is null or "PreTrainedTokenizer")
        {
            return VocabularyFiles.KindOf(_folder) ?? kind;
        }

        return Classes.TryGetValue(_class, out var named) ? named : throw new ModelException(
            $"{_config!.Path}: the tokenizer {_class} is not supported; supported: {string.Join(", ", Classes.Keys)}.");
    }

    private void CheckCase(TokenizerKind kind)
    {
        var lower = kind is TokenizerKind.ClipBpe or TokenizerKind.Siglip or TokenizerKind.WordPiece;
        string[] flags = kind == TokenizerKind.WordPiece ? ["do_lower_case", "tokenize_chinese_chars", "strip_accents"] : ["do_lower_case"];
        if (lower && flags.FirstOrDefault(flag => _config?.Flag(flag, absent: true) == false) is { } off)
        {
            throw new ModelException($"{_config!.Path}: {off} false is not supported; supported: true.");
        }
    }

    private (string? Begin, string End, string? Pad) Special(TokenizerKind kind) => kind switch
    {
        TokenizerKind.ClipBpe => (Token("bos_token") ?? "<|startoftext|>", Token("eos_token") ?? "<|endoftext|>", Token("pad_token")),
        TokenizerKind.Siglip => (null, Token("eos_token") ?? "</s>", Token("pad_token")),
        TokenizerKind.Gemma => (
            _config?.Flag("add_bos_token", absent: false) == true ? Token("bos_token") ?? "<bos>" : null, Token("eos_token") ?? "<eos>",
            Token("pad_token") ?? "<pad>"),
        TokenizerKind.XlmRoberta => (Token("bos_token") ?? "<s>", Token("eos_token") ?? "</s>", Token("pad_token") ?? "<pad>"),
        _ => (Token("cls_token") ?? "[CLS]", Token("sep_token") ?? "[SEP]", Token("pad_token") ?? "[PAD]"),
    };

    /// <summary>Only open_clip's names stand for begin and end in a text that it cleans. Otherwise those of the files do.</summary>
    private static AddedToken[] Names(TextRules rules, ModelCleaning cleaning) =>
        cleaning == ModelCleaning.OpenClip || (rules.IsOpenClip && cleaning == ModelCleaning.Auto)
            ? [new("<start_of_text>", -1), new("<end_of_text>", -1)]
            : [];

    private Cleaner CleanerOf(TokenizerKind kind, bool isOpenClip, ModelCleaning cleaning)
    {
        var siglip = kind is TokenizerKind.Siglip or TokenizerKind.Gemma;
        return (kind, cleaning) switch
        {
            (TokenizerKind.ClipBpe, ModelCleaning.HuggingFace) => Cleaner.ClipFast,
            (TokenizerKind.ClipBpe, _) => Cleaner.Clip,
            (_, ModelCleaning.HuggingFace) => _class == LowerCasing ? Cleaner.Lower : Cleaner.None,
            (_, ModelCleaning.OpenClip) or (_, ModelCleaning.Auto) when isOpenClip || cleaning == ModelCleaning.OpenClip =>
                siglip ? Cleaner.Canonical : Cleaner.Whitespace,
            // SigLIP 2 was trained on lower-cased text, though Gemma's tokenizer, which its files name, keeps case.
            (TokenizerKind.Gemma, _) => Cleaner.Lower,
            _ => Cleaner.None,
        };
    }

    /// <summary>Published configurations write "no limit" as 10^30.</summary>
    private int Longest() => _config?.Number("model_max_length") is { } length and > 2 and < int.MaxValue ? (int)length : int.MaxValue;

    /// <summary>A token is given as a string or as an object with <c>content</c>.</summary>
    private string? Token(string key)
    {
        foreach (var source in new[] { _map, _config })
        {
            if (source?.Has(key) == true)
            {
                return source.IsObject(key) ? source.Child(key).Text("content") : source.Text(key);
            }
        }

        return null;
    }
}
