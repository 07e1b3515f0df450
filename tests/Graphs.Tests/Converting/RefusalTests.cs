using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Graphs.Tests.Converting;

/// <summary>Nothing is guessed: what is not supported, or does not fit, is rejected by name.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, string, string> Options => new()
    {
        { "clip", "model_type", "\"bert\"", "model_type bert is not supported; supported: clip, siglip" },
        { "clip", "model_type", "null", "model_type (none) is not supported" },
        { "clip", "model_type", "\"metaclip_2\"", "model_type metaclip_2 cannot be converted; take a repository that has its ONNX graphs" },
        { "clip", "model_type", "\"siglip2\"", "NaFlex" },
        { "clip", "model_type", "\"clip_vision_model\"", "is not the text tower" },
        { "clip", "model_type", "7", "model_type must be a string" },
        { "clip", "quantization_config", "{\"bits\": 4}", "is quantized" },
        { "clip", "text_config.hidden_act", "\"relu\"", "text_config.hidden_act relu is not supported" },
        { "clip", "vision_config.hidden_act", "\"silu\"", "vision_config.hidden_act silu is not supported" },
        { "clip", "text_config.num_attention_heads", "3", "text_config.num_attention_heads 3 is not supported" },
        { "clip", "text_config.num_hidden_layers", "0", "num_hidden_layers must be a positive integer" },
        { "clip", "text_config", "[]", "text_config must be an object" },
        { "clip", "vision_config.num_channels", "1", "vision_config.num_channels 1 is not supported" },
        { "clip", "vision_config.patch_size", "9", "patch_size 9 is not supported" },
        { "clip", "text_config.num_hidden_layers", "2", "text_model.encoder.layers.1.layer_norm1.weight is missing" },
        { "clip", "text_config.vocab_size", "21", "has the shape [20, 8], but the configuration says [21, 8]" },
        { "clip", "projection_dim", "7", "text_projection.weight has the shape [6, 8]" },
        { "altclip", "text_config.project_dim", "5", "text_model.transformation.weight has the shape [4, 8]" },
        { "altclip", "text_config.position_embedding_type", "\"relative_key\"", "position_embedding_type relative_key is not supported" },
        { "altclip", "projection_dim", "7", "text_projection.weight has the shape [6, 4]" },
        { "chinese_clip", "text_config.hidden_act", "\"gelu_new\"", "text_config.hidden_act gelu_new is not supported" },
        { "chinese_clip", "text_config.type_vocab_size", "3", "token_type_embeddings.weight has the shape [2, 8]" },
        { "chinese_clip", "model_type", "\"chinese_clip_text_model\"", "supported: clip, siglip, altclip, chinese_clip, and the text and vision" },
        { "siglip", "vision_config.vision_use_head", "false", "vision_use_head False is not supported" },
        { "siglip", "text_config.projection_size", "4", "The two towers do not belong together" },
        { "open_clip", "model_cfg", "null", "model_cfg is missing" },
        { "open_clip", "model_cfg.embed_dim", "null", "model_cfg.embed_dim is missing" },
        { "open_clip", "model_cfg.multimodal_cfg", "{}", "model_cfg.multimodal_cfg {} is not supported" },
        { "open_clip", "model_cfg.vision_cfg.timm_model_name", "\"vit\"", "vision_cfg.timm_model_name vit is not supported" },
        { "open_clip", "model_cfg.vision_cfg.layers", "[3, 4, 6, 3]", "a ResNet is not supported" },
        { "open_clip", "model_cfg.vision_cfg.attentional_pool", "true", "vision_cfg.attentional_pool True is not supported" },
        { "open_clip", "model_cfg.vision_cfg.pool_type", "\"avg\"", "vision_cfg.pool_type avg is not supported" },
        { "open_clip", "model_cfg.vision_cfg.ls_init_value", "0.1", "vision_cfg.ls_init_value 0.1 is not supported" },
        { "open_clip", "model_cfg.vision_cfg.norm_kwargs", "{\"bias\": true}", "norm_kwargs.bias True is not supported" },
        { "open_clip", "model_cfg.vision_cfg.image_size", "[8, 4]", "image_size [8,4] is not supported; supported: a square" },
        { "open_clip", "model_cfg.text_cfg.hf_model_name", "\"roberta\"", "text_cfg.hf_model_name roberta is not supported" },
        { "open_clip", "model_cfg.text_cfg.pool_type", "\"first\"", "text_cfg.pool_type first is not supported" },
        { "open_clip", "model_cfg.text_cfg.embed_cls", "true", "text_cfg.embed_cls True is not supported" },
        { "open_clip", "model_cfg.text_cfg.proj_bias", "true", "text_cfg.proj_bias True is not supported" },
        { "open_clip", "model_cfg.text_cfg.proj_type", "\"mlp\"", "text_cfg.proj_type mlp is not supported" },
        { "open_clip", "model_cfg.text_cfg.act_kwargs", "{\"approximate\": \"x\"}", "act_kwargs.approximate x is not supported" },
        { "open_clip", "model_cfg.text_cfg.tokenizer_kwargs", "{\"clean\": \"canonicalize\"}", "text_cfg.tokenizer_kwargs" },
        { "open_clip", "model_cfg.text_cfg.heads", "3", "text_cfg.width 8 is not supported" },
        { "open_clip", "preprocess_cfg.resize_mode", "\"longest\"", "preprocess_cfg.resize_mode longest is not supported" },
        { "open_clip", "preprocess_cfg.interpolation", "\"random\"", "preprocess_cfg.interpolation random is not supported" },
        { "open_clip", "preprocess_cfg.size", "16", "preprocess_cfg.size 16 is not supported" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Open_OfAnOptionThatIsNotSupported_NamesIt(string family, string path, string value, string message)
    {
        using var checkpoint = TinyCheckpoint.Of(family);
        checkpoint.Set(path, value);

        Assert.Contains(message, checkpoint.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("siglip")]
    [InlineData("altclip")]
    [InlineData("chinese_clip")]
    [InlineData("open_clip")]
    public void Open_WithoutAnyOneTensor_NamesIt(string family)
    {
        using var whole = TinyCheckpoint.Of(family);
        foreach (var name in Needed(whole))
        {
            using var checkpoint = TinyCheckpoint.Of(family);
            checkpoint.Tensors.RemoveAll(tensor => tensor.Name == name);

            Assert.Contains($"the tensor {name} is missing", checkpoint.Refusal(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("siglip")]
    [InlineData("altclip")]
    [InlineData("chinese_clip")]
    [InlineData("open_clip")]
    public void Open_OfATensorOfAnotherShape_NamesIt(string family)
    {
        using var whole = TinyCheckpoint.Of(family);
        foreach (var name in Needed(whole))
        {
            using var checkpoint = TinyCheckpoint.Of(family);
            var at = checkpoint.Tensors.FindIndex(tensor => tensor.Name == name);
            checkpoint.Tensors.RemoveAt(at);
            checkpoint.Add(name, 3, 3);

            Assert.Contains($"the tensor {name} has the shape [3, 3]", checkpoint.Refusal(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_OfTensorsThatAreLeftOver_NamesThem()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Add("text_model.embeddings.position_ids", 1, 10).Add("logit_bias");
        checkpoint.Save();
        Conversion.Open(checkpoint.Folder).Dispose();
        foreach (var i in Enumerable.Range(0, 7))
        {
            checkpoint.Add($"text_model.adapter.{i}", 2);
        }

        var message = checkpoint.Refusal();

        Assert.Contains("has 7 tensors that this architecture does not have: text_model.adapter.0, ", message, StringComparison.Ordinal);
        Assert.Contains(" and 2 more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfIntegersForWeights_NamesThem()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save("I64");

        var message = Assert.Throws<ConversionException>(() => Conversion.Open(checkpoint.Folder)).Message;

        Assert.Contains("has the type I64; supported: F32, F16, BF16", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pytorch_model.bin", "can run code")]
    [InlineData("epoch_10.pt", "can run code")]
    [InlineData("model.ckpt", "Look for model.safetensors")]
    [InlineData("adapter_model.safetensors", "Merge it into the model")]
    [InlineData("epoch_10.safetensors", "weights are expected in model.safetensors")]
    [InlineData("README.md", "there are no weights")]
    public void Open_OfOtherWeights_SaysWhatToLookFor(string file, string message)
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        File.Move(Path.Combine(checkpoint.Folder, checkpoint.WeightsName), Path.Combine(checkpoint.Folder, file));

        Assert.Contains(message, Assert.Throws<ConversionException>(() => Conversion.Open(checkpoint.Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "there is neither a config.json nor an open_clip_config.json")]
    [InlineData("preprocessor_config.json", "says how images are prepared")]
    [InlineData("merges.txt", "the tokenizer is missing")]
    public void Open_WithoutADescription_SaysWhereToGetIt(string file, string message)
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        File.Delete(Path.Combine(checkpoint.Folder, file));

        Assert.Contains(message, Assert.Throws<ConversionException>(() => Conversion.Open(checkpoint.Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "cannot be read as JSON")]
    [InlineData("[]", "expected a JSON object")]
    public void Open_OfADamagedConfiguration_SaysSo(string content, string message)
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        checkpoint.Write("config.json", content);

        Assert.Contains(message, Assert.Throws<ConversionException>(() => Conversion.Open(checkpoint.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckConfiguration_BeforeTheWeightsAreThere_RefusesTheSame()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        File.Delete(Path.Combine(checkpoint.Folder, checkpoint.WeightsName));
        Conversion.CheckConfiguration(checkpoint.Folder);

        checkpoint.Set("text_config.hidden_act", "\"relu\"");
        checkpoint.Write(checkpoint.ConfigName, checkpoint.Config.ToJsonString());

        Assert.Contains(
            "hidden_act relu", Assert.Throws<ConversionException>(() => Conversion.CheckConfiguration(checkpoint.Folder)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Nothing of the configuration's size is made before the weights say that it is true.</summary>
    [Theory]
    [InlineData("clip", "text_config.num_hidden_layers")]
    [InlineData("clip", "text_config.max_position_embeddings")]
    [InlineData("clip", "text_config.hidden_size")]
    [InlineData("clip", "vision_config.image_size")]
    [InlineData("clip", "vision_config.intermediate_size")]
    [InlineData("clip", "projection_dim")]
    [InlineData("altclip", "text_config.max_position_embeddings")]
    [InlineData("altclip", "text_config.project_dim")]
    [InlineData("chinese_clip", "text_config.type_vocab_size")]
    [InlineData("siglip", "text_config.max_position_embeddings")]
    [InlineData("siglip", "vision_config.num_hidden_layers")]
    [InlineData("open_clip", "model_cfg.text_cfg.context_length")]
    [InlineData("open_clip", "model_cfg.text_cfg.layers")]
    [InlineData("open_clip", "model_cfg.text_cfg.mlp_ratio")]
    [InlineData("open_clip", "model_cfg.vision_cfg.image_size")]
    [InlineData("open_clip", "model_cfg.vision_cfg.layers")]
    public void CheckConfiguration_OfAHugeNumber_IsRefused(string family, string path)
    {
        using var checkpoint = TinyCheckpoint.Of(family);
        checkpoint.Set(path, "16000000");
        checkpoint.Save();

        var message = Assert.Throws<ConversionException>(() => Conversion.CheckConfiguration(checkpoint.Folder)).Message;

        Assert.Contains($"{path} ", message, StringComparison.Ordinal);
        Assert.Contains("at most", message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Needed(TinyCheckpoint checkpoint) => checkpoint.Tensors.Select(static tensor => tensor.Name)
        .Where(static name => !name.StartsWith("logit_", StringComparison.Ordinal));
}
