using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>Every family and layout of the shared data.</summary>
internal static class GoldenModels
{
    private static readonly string[] SlowClip = ["input_ids_slow_ftfy"];

    private static readonly Dictionary<string, Func<GoldenModel>> All = new(StringComparer.Ordinal)
    {
        // CLIP in all layouts, with the cleaning whose embeddings are known for every text.
        ["clip transformers.js"] = static () => Fast("clip-hf", ("clip-hf/transformersjs", "")),
        ["clip transformers.js fp16"] = static () => Fast("clip-hf", ("clip-hf/transformersjs", "")) with
        {
            Variant = ModelVariant.Fp16, TextEmbeddings = "text_embeds_fp16", ImageEmbeddings = "image_embeds_fp16",
        },
        ["clip transformers.js fp16 in and out"] = static () =>
            Fast("clip-hf", [.. TransformersJs, ("clip-hf/transformersjs/onnx-fp16-io", "onnx")]) with
            {
                TextEmbeddings = "text_embeds_fp16", ImageEmbeddings = "image_embeds_fp16",
            },
        ["clip optimum"] = static () => Fast("clip-hf", ("clip-hf/optimum", "")),
        ["clip fastembed"] = static () => Fast("clip-hf", ("clip-hf/fastembed", "")),
        ["clip immich"] = static () => Fast("clip-hf", ("clip-hf/immich", "")),
        ["clip immich uint8"] = static () => Fast("clip-hf", ("clip-hf/immich", ""), ("clip-hf/immich-uint8", "")),
        ["clip txt2image.json"] = static () =>
            Fast("clip-hf", ("clip-hf/fastembed/text", "words"), ("clip-hf/fastembed/vision/model.onnx", "pictures.onnx")) with
            {
                Own = """
                    {"id": "mine", "dimension": 32, "text": {"graph": "words/model.onnx", "tokenizer": "words"},
                     "image": {"graph": "pictures.onnx", "size": 64}}
                    """,
            },

        // CLIP with its own cleaning.
        ["clip own cleaning"] = static () => new("clip-hf", ("clip-hf/transformersjs", "")) { Ids = SlowClip },
        ["clip open_clip's cleaning"] = static () => new("clip-hf", ("clip-hf/transformersjs", ""))
        {
            Cleaning = ModelCleaning.OpenClip, IdsOf = "openclip/vit-quickgelu",
        },

        ["open_clip quick_gelu"] = static () => new("openclip/vit-quickgelu", ("openclip/vit-quickgelu", "")),
        ["open_clip hugging face's cleaning"] = static () => Fast("openclip/vit-quickgelu", ("openclip/vit-quickgelu", "")) with
        {
            Ids = ["input_ids_hf"],
        },
        ["open_clip gelu"] = static () => new("openclip/vit-gelu", ("openclip/vit-gelu", "")),
        ["open_clip PE-Core"] = static () => new("openclip/vit-ctx32-pe", ("openclip/vit-ctx32-pe", "")),
        ["open_clip odd size"] = static () => new("openclip/vit-odd77", ("openclip/vit-odd77", "")),
        ["mobileclip s"] = static () => new("mobileclip/s", ("mobileclip/s", "")),
        ["mobileclip b"] = static () => new("mobileclip/b-causal", ("mobileclip/b-causal", "")),

        ["siglip"] = static () => new("siglip", ("siglip", "")),
        ["siglip open_clip's cleaning"] = static () => new("siglip", ("siglip", ""))
        {
            Cleaning = ModelCleaning.OpenClip, Ids = ["input_ids_openclip"], TextEmbeddings = "text_embeds_openclip",
        },
        ["siglip tokenizer.json"] = static () => new("siglip", [.. Configuration("siglip"), ("siglip/tokenizer.json", "tokenizer.json")]),
        ["siglip2"] = static () => Siglip2(ModelCleaning.Auto, "_lower", ("siglip2", "")),
        ["siglip2 hugging face's cleaning"] = static () => Siglip2(ModelCleaning.HuggingFace, "", ("siglip2", "")),
        ["siglip2 open_clip's cleaning"] = static () => Siglip2(ModelCleaning.OpenClip, "_openclip", ("siglip2", "")),
        ["siglip2 tokenizer.json"] = static () =>
            Siglip2(ModelCleaning.Auto, "_lower", [.. Configuration("siglip2"), ("siglip2/tokenizer.json", "tokenizer.json")]),

        ["xlmr"] = static () => new("xlmr-openclip", ("xlmr-openclip", "")),
        ["xlmr hugging face's cleaning"] = static () => Fast("xlmr-openclip", ("xlmr-openclip", "")) with { Ids = ["input_ids_raw"] },
        ["xlmr with a mask"] = static () => new(
            "xlmr-openclip", ("xlmr-openclip", ""), ("xlmr-openclip/textual-mclip/model.onnx", "textual/model.onnx")),
        ["xlmr tokenizer.json"] = static () => new(
            "xlmr-openclip", [.. new[] { "config.json", "visual", "textual/model.onnx", "textual/tokenizer.json", "textual/tokenizer_config.json" }
                .Select(static part => ($"xlmr-openclip/{part}", part))]),
        ["metaclip2"] = static () => new("metaclip2-worldwide", ("metaclip2-worldwide", "")),
        ["altclip"] = static () => new("altclip", ("altclip", "")),
        ["altclip tokenizer.json"] = static () => new("altclip", [.. Configuration("altclip"), ("altclip/tokenizer.json", "tokenizer.json")]),
        ["chinese-clip"] = static () => new("chinese-clip", ("chinese-clip", "")),
        ["chinese-clip tokenizer.json"] = static () =>
            new("chinese-clip", [.. Configuration("chinese-clip"), ("chinese-clip/tokenizer.json", "tokenizer.json")]),
        ["chinese-clip optimum"] = static () => new(
            "chinese-clip", [.. Configuration("chinese-clip", "vocab.txt").Where(static part => part.To != "onnx"), ("chinese-clip/optimum", "")]),
    };

    public static TheoryData<string> Names => new(All.Keys);

    private static (string, string)[] TransformersJs =>
        [.. new[] { "config.json", "preprocessor_config.json", "vocab.json", "merges.txt", "tokenizer_config.json" }
            .Select(static file => ($"clip-hf/transformersjs/{file}", file))];

    public static GoldenModel Get(string name) => All[name]();

    private static GoldenModel Fast(string family, params (string, string)[] parts) => new(family, parts) { Cleaning = ModelCleaning.HuggingFace };

    private static GoldenModel Siglip2(ModelCleaning cleaning, string suffix, params (string, string)[] parts) => new("siglip2", parts)
    {
        Cleaning = cleaning, Ids = suffix.Length == 0 ? [] : [$"input_ids{suffix}"], TextEmbeddings = $"text_embeds{suffix}",
    };

    /// <summary>A family's files without its tokenizer's vocabulary.</summary>
    private static (string From, string To)[] Configuration(string family, params string[] more) =>
        [.. new[] { "config.json", "preprocessor_config.json", "tokenizer_config.json", "special_tokens_map.json", "onnx" }.Concat(more)
            .Select(file => ($"{family}/{file}", file))];
}
