using System.Text.Json.Nodes;

namespace Txt2Image.Graphs.Tests.Support;

/// <summary>A checkpoint of one small block for each tower, whose configuration and tensors a test may change before it is saved.</summary>
internal sealed class TinyCheckpoint : IDisposable
{
    private const int Width = 8, Hidden = 16, Vocabulary = 20, Context = 10, Dimension = 6, Image = 8, Patch = 4, Patches = 4;
    private readonly TemporaryFolder _folder = new();

    private TinyCheckpoint(string configName, JsonObject config, string weightsName)
    {
        (ConfigName, Config, WeightsName) = (configName, config, weightsName);
        Folder = _folder["checkpoint"];
        Target = _folder["model"];
        Directory.CreateDirectory(Folder);
        Write("vocab.json", "{}");
        Write("merges.txt", "#version");
    }

    public string Folder { get; }

    public string Target { get; }

    public string ConfigName { get; }

    public JsonObject Config { get; }

    public string WeightsName { get; }

    public List<(string Name, long[] Shape, float[] Values)> Tensors { get; } = [];

    public string Path(params string[] parts) => _folder[parts];

    public static TinyCheckpoint Of(string family) => family switch
    {
        "clip" => Clip(),
        "siglip" => Siglip(),
        "altclip" => Bert(family, "text_model.roberta"),
        "chinese_clip" => Bert(family, "text_model"),
        _ => OpenClip(),
    };

    public static TinyCheckpoint Clip()
    {
        var checkpoint = new TinyCheckpoint("config.json", Transformers("clip"), "model.safetensors");
        checkpoint.Config["projection_dim"] = Dimension;
        checkpoint.Write("preprocessor_config.json", "{}");
        checkpoint.TransformersTower("text_model");
        checkpoint.TransformersTower("vision_model");
        checkpoint.Add("text_model.final_layer_norm.weight", Width).Add("text_model.final_layer_norm.bias", Width)
            .Add("text_projection.weight", Dimension, Width).Add("visual_projection.weight", Dimension, Width)
            .Add("vision_model.embeddings.class_embedding", Width).Add("vision_model.embeddings.position_embedding.weight", Patches + 1, Width)
            .Add("vision_model.pre_layrnorm.weight", Width).Add("vision_model.pre_layrnorm.bias", Width).Add("logit_scale");
        return checkpoint;
    }

    /// <summary>A CLIP whose text tower is a BERT.</summary>
    public static TinyCheckpoint Bert(string family, string tower)
    {
        const int Inner = 4;
        var isAlt = family == "altclip";
        var checkpoint = Clip();
        checkpoint.Config["model_type"] = family;
        checkpoint.Config["text_config"]!["type_vocab_size"] = 2;
        checkpoint.Config["text_config"]!["project_dim"] = Inner;
        checkpoint.Tensors.RemoveAll(static tensor => tensor.Name.StartsWith("text_", StringComparison.Ordinal));
        var block = $"{tower}.encoder.layer.0";
        foreach (var part in new[] { "self.query", "self.key", "self.value", "output.dense" })
        {
            checkpoint.Linear($"{block}.attention.{part}", Width, Width);
        }

        checkpoint.Linear($"{block}.intermediate.dense", Hidden, Width).Linear($"{block}.output.dense", Width, Hidden)
            .Add($"{tower}.embeddings.word_embeddings.weight", Vocabulary, Width)
            .Add($"{tower}.embeddings.position_embeddings.weight", Context, Width)
            .Add($"{tower}.embeddings.token_type_embeddings.weight", 2, Width).Add("text_projection.weight", Dimension, isAlt ? Inner : Width);
        string[] norms = [$"{tower}.embeddings.LayerNorm", $"{block}.attention.output.LayerNorm", $"{block}.output.LayerNorm"];
        foreach (var norm in isAlt ? norms.Append("text_model.pre_LN") : norms)
        {
            checkpoint.Add($"{norm}.weight", Width).Add($"{norm}.bias", Width);
        }

        return isAlt ? checkpoint.Linear("text_model.transformation", Inner, Width) : checkpoint;
    }

    public static TinyCheckpoint Siglip()
    {
        var checkpoint = new TinyCheckpoint("config.json", Transformers("siglip"), "model.safetensors");
        checkpoint.Write("preprocessor_config.json", "{}");
        checkpoint.TransformersTower("text_model");
        checkpoint.TransformersTower("vision_model");
        const string Head = "vision_model.head";
        checkpoint.Linear("text_model.head", Width, Width).Linear($"{Head}.mlp.fc1", Hidden, Width).Linear($"{Head}.mlp.fc2", Width, Hidden)
            .Linear($"{Head}.attention.out_proj", Width, Width)
            .Add("text_model.final_layer_norm.weight", Width).Add("text_model.final_layer_norm.bias", Width)
            .Add("vision_model.embeddings.patch_embedding.bias", Width).Add("vision_model.embeddings.position_embedding.weight", Patches, Width)
            .Add($"{Head}.probe", 1, 1, Width).Add($"{Head}.attention.in_proj_weight", 3 * Width, Width)
            .Add($"{Head}.attention.in_proj_bias", 3 * Width).Add($"{Head}.layernorm.weight", Width).Add($"{Head}.layernorm.bias", Width)
            .Add("logit_scale", 1).Add("logit_bias", 1);
        return checkpoint;
    }

    public static TinyCheckpoint OpenClip()
    {
        var config = new JsonObject
        {
            ["model_cfg"] = new JsonObject
            {
                ["embed_dim"] = Dimension,
                ["vision_cfg"] = new JsonObject
                {
                    ["image_size"] = Image, ["layers"] = 1, ["width"] = Width, ["head_width"] = 4, ["patch_size"] = Patch, ["mlp_ratio"] = 2.0,
                },
                ["text_cfg"] = new JsonObject
                {
                    ["context_length"] = Context, ["vocab_size"] = Vocabulary, ["width"] = Width, ["heads"] = 2, ["layers"] = 1, ["mlp_ratio"] = 2.0,
                },
            },
            ["preprocess_cfg"] = new JsonObject { ["size"] = new JsonArray(Image, Image) },
        };
        var checkpoint = new TinyCheckpoint("open_clip_config.json", config, "open_clip_model.safetensors");
        checkpoint.OpenClipTower("transformer").OpenClipTower("visual.transformer");
        checkpoint.Add("token_embedding.weight", Vocabulary, Width).Add("positional_embedding", Context, Width)
            .Add("text_projection", Width, Dimension).Add("visual.proj", Width, Dimension).Add("visual.class_embedding", Width)
            .Add("visual.positional_embedding", Patches + 1, Width).Add("visual.conv1.weight", Width, 3, Patch, Patch).Add("logit_scale");
        foreach (var norm in new[] { "ln_final", "visual.ln_pre", "visual.ln_post" })
        {
            checkpoint.Add($"{norm}.weight", Width).Add($"{norm}.bias", Width);
        }

        return checkpoint;
    }

    public void Write(string file, string content) => File.WriteAllText(System.IO.Path.Combine(Folder, file), content);

    public void Save(string type = "F32")
    {
        Write(ConfigName, Config.ToJsonString());
        File.WriteAllBytes(System.IO.Path.Combine(Folder, WeightsName), SafetensorsBuilder.File(Tensors, type));
    }

    /// <summary>Saves and converts it.</summary>
    public void Convert(string type = "F32")
    {
        Save(type);
        using var conversion = Conversion.Open(Folder);
        conversion.Write(Target);
    }

    public string Refusal()
    {
        Save();
        return Assert.Throws<ConversionException>(() => Conversion.Open(Folder)).Message;
    }

    /// <summary>Sets a value of the configuration by its path.</summary>
    public void Set(string path, string json)
    {
        var keys = path.Split('.');
        JsonNode at = Config;
        foreach (var key in keys[..^1])
        {
            at = at[key] ??= new JsonObject();
        }

        at[keys[^1]] = JsonNode.Parse(json);
    }

    public TinyCheckpoint Add(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, static (product, length) => product * length)];
        var random = new Random(Tensors.Count);
        for (var i = 0; i < values.Length; i++)
        {
            // A float16 and a bfloat16 too.
            values[i] = random.Next(-64, 64) / 64f;
        }

        Tensors.Add((name, shape, values));
        return this;
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Transformers(string type) => new()
    {
        ["model_type"] = type,
        ["text_config"] = new JsonObject
        {
            ["hidden_size"] = Width, ["intermediate_size"] = Hidden, ["num_hidden_layers"] = 1, ["num_attention_heads"] = 2,
            ["vocab_size"] = Vocabulary, ["max_position_embeddings"] = Context,
        },
        ["vision_config"] = new JsonObject
        {
            ["hidden_size"] = Width, ["intermediate_size"] = Hidden, ["num_hidden_layers"] = 1, ["num_attention_heads"] = 2,
            ["image_size"] = Image, ["patch_size"] = Patch,
        },
    };

    private void TransformersTower(string tower)
    {
        var block = $"{tower}.encoder.layers.0";
        foreach (var part in new[] { "q_proj", "k_proj", "v_proj", "out_proj" })
        {
            Linear($"{block}.self_attn.{part}", Width, Width);
        }

        Linear($"{block}.mlp.fc1", Hidden, Width).Linear($"{block}.mlp.fc2", Width, Hidden);
        foreach (var norm in new[] { "layer_norm1", "layer_norm2" })
        {
            Add($"{block}.{norm}.weight", Width).Add($"{block}.{norm}.bias", Width);
        }

        if (tower == "text_model")
        {
            Add("text_model.embeddings.token_embedding.weight", Vocabulary, Width)
                .Add("text_model.embeddings.position_embedding.weight", Context, Width);
        }
        else
        {
            Add("vision_model.embeddings.patch_embedding.weight", Width, 3, Patch, Patch)
                .Add("vision_model.post_layernorm.weight", Width).Add("vision_model.post_layernorm.bias", Width);
        }
    }

    private TinyCheckpoint OpenClipTower(string tower)
    {
        var block = $"{tower}.resblocks.0";
        Add($"{block}.attn.in_proj_weight", 3 * Width, Width).Add($"{block}.attn.in_proj_bias", 3 * Width);
        Linear($"{block}.attn.out_proj", Width, Width).Linear($"{block}.mlp.c_fc", Hidden, Width).Linear($"{block}.mlp.c_proj", Width, Hidden);
        foreach (var norm in new[] { "ln_1", "ln_2" })
        {
            Add($"{block}.{norm}.weight", Width).Add($"{block}.{norm}.bias", Width);
        }

        return this;
    }

    private TinyCheckpoint Linear(string name, int outputs, int inputs) => Add($"{name}.weight", outputs, inputs).Add($"{name}.bias", outputs);
}
