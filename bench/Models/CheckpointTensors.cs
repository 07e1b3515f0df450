namespace Txt2Image.Bench.Models;

/// <summary>The names and lengths of the tensors that transformers saves.</summary>
internal static class CheckpointTensors
{
    private static readonly string[] Attention = ["q_proj", "k_proj", "v_proj", "out_proj"];

    public static IEnumerable<(string Name, long[] Shape)> Of(ClipSize size) =>
    [
        ("logit_scale", []),
        ("text_model.embeddings.token_embedding.weight", [size.Vocabulary, size.Text.Width]),
        ("text_model.embeddings.position_embedding.weight", [size.Context, size.Text.Width]),
        ("vision_model.embeddings.patch_embedding.weight", [size.Vision.Width, 3, size.Patch, size.Patch]),
        .. Norm("text_model.final_layer_norm", size.Text),
        .. Norm("vision_model.post_layernorm", size.Vision),
        .. size.IsSiglip ? OfSiglip(size) : OfClip(size),
        .. Blocks("text_model", size.Text),
        .. Blocks("vision_model", size.Vision),
    ];

    private static IEnumerable<(string, long[])> OfClip(ClipSize size) =>
    [
        ("text_projection.weight", [size.Dimension, size.Text.Width]),
        ("vision_model.embeddings.class_embedding", [size.Vision.Width]),
        ("vision_model.embeddings.position_embedding.weight", [size.Patches + 1, size.Vision.Width]),
        ("visual_projection.weight", [size.Dimension, size.Vision.Width]),
        .. Norm("vision_model.pre_layrnorm", size.Vision),
    ];

    private static IEnumerable<(string, long[])> OfSiglip(ClipSize size)
    {
        const string Head = "vision_model.head";
        var width = size.Vision.Width;
        return
        [
            .. Linear("text_model.head", size.Text.Width, size.Dimension),
            ("vision_model.embeddings.patch_embedding.bias", [width]),
            ("vision_model.embeddings.position_embedding.weight", [size.Patches, width]),
            ($"{Head}.probe", [1, 1, width]),
            ($"{Head}.attention.in_proj_weight", [3 * width, width]),
            ($"{Head}.attention.in_proj_bias", [3 * width]),
            .. Linear($"{Head}.attention.out_proj", width, width),
            .. Norm($"{Head}.layernorm", size.Vision),
            .. Linear($"{Head}.mlp.fc1", width, size.Vision.Inner),
            .. Linear($"{Head}.mlp.fc2", size.Vision.Inner, width),
        ];
    }

    private static IEnumerable<(string Name, long[] Shape)> Blocks(string tower, TowerSize size) =>
        from block in Enumerable.Range(0, size.Blocks)
        let at = $"{tower}.encoder.layers.{block}"
        from tensor in Attention.SelectMany(name => Linear($"{at}.self_attn.{name}", size.Width, size.Width))
            .Concat(Linear($"{at}.mlp.fc1", size.Width, size.Inner))
            .Concat(Linear($"{at}.mlp.fc2", size.Inner, size.Width))
            .Concat(Norm($"{at}.layer_norm1", size))
            .Concat(Norm($"{at}.layer_norm2", size))
        select tensor;

    private static IEnumerable<(string Name, long[] Shape)> Linear(string name, int from, int to) =>
        [($"{name}.weight", [to, from]), ($"{name}.bias", [to])];

    private static IEnumerable<(string Name, long[] Shape)> Norm(string name, TowerSize size) =>
        [($"{name}.weight", [size.Width]), ($"{name}.bias", [size.Width])];
}
