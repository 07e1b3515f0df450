using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Bench.Models;

/// <summary>
/// Writes a checkpoint as transformers does, with random weights: what a graph computes does not depend on their values. The tokenizer is that of the
/// bundled model, which knows fewer words.
/// </summary>
internal static class RandomCheckpoint
{
    private const int Seed = 17;
    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] Deviation = [0.26862954, 0.26130258, 0.27577711];
    private static readonly string[] Attention = ["q_proj", "k_proj", "v_proj", "out_proj"];
    private static readonly string[] Beside = ["merges.txt", "special_tokens_map.json", "tokenizer_config.json", "vocab.json"];

    /// <param name="folder">A new folder.</param>
    /// <param name="bundled">The folder of the bundled model.</param>
    /// <param name="size">The sizes.</param>
    public static void Write(string folder, string bundled, ClipSize size)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Beside)
        {
            File.Copy(Path.Combine(bundled, file), Path.Combine(folder, file));
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), Config(size));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), Preprocessor(size));
        WriteWeights(Path.Combine(folder, "model.safetensors"), [.. Tensors(size)]);
    }

    private static string Config(ClipSize size) => JsonSerializer.Serialize(new
    {
        model_type = "clip",
        projection_dim = size.Dimension,
        text_config = new
        {
            hidden_size = size.Text.Width,
            intermediate_size = size.Text.Inner,
            num_attention_heads = size.Text.Heads,
            num_hidden_layers = size.Text.Blocks,
            max_position_embeddings = ClipSize.Context,
            vocab_size = ClipSize.Vocabulary,
            projection_dim = size.Dimension,
            eos_token_id = 2,
        },
        vision_config = new
        {
            hidden_size = size.Vision.Width,
            intermediate_size = size.Vision.Inner,
            num_attention_heads = size.Vision.Heads,
            num_hidden_layers = size.Vision.Blocks,
            patch_size = size.Patch,
            image_size = size.Image,
            projection_dim = size.Dimension,
        },
    });

    private static string Preprocessor(ClipSize size) => JsonSerializer.Serialize(new
    {
        crop_size = size.Image,
        do_center_crop = true,
        do_normalize = true,
        do_resize = true,
        image_mean = Mean,
        image_std = Deviation,
        resample = 3,
        size = size.Image,
    });

    private static IEnumerable<(string Name, long[] Shape)> Tensors(ClipSize size)
    {
        yield return ("logit_scale", []);
        yield return ("text_model.embeddings.token_embedding.weight", [ClipSize.Vocabulary, size.Text.Width]);
        yield return ("text_model.embeddings.position_embedding.weight", [ClipSize.Context, size.Text.Width]);
        yield return ("text_projection.weight", [size.Dimension, size.Text.Width]);
        var patches = size.Image / size.Patch;
        yield return ("vision_model.embeddings.class_embedding", [size.Vision.Width]);
        yield return ("vision_model.embeddings.patch_embedding.weight", [size.Vision.Width, 3, size.Patch, size.Patch]);
        yield return ("vision_model.embeddings.position_embedding.weight", [(patches * patches) + 1, size.Vision.Width]);
        yield return ("visual_projection.weight", [size.Dimension, size.Vision.Width]);
        IEnumerable<(string, long[])> rest =
        [
            .. Norm("text_model.final_layer_norm", size.Text), .. Norm("vision_model.pre_layrnorm", size.Vision),
            .. Norm("vision_model.post_layernorm", size.Vision), .. Blocks("text_model", size.Text), .. Blocks("vision_model", size.Vision),
        ];
        foreach (var tensor in rest)
        {
            yield return tensor;
        }
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

    /// <summary>The format of safetensors: a length, a header in JSON, then the values, little-endian.</summary>
    private static void WriteWeights(string path, (string Name, long[] Shape)[] tensors)
    {
        Dictionary<string, object> header = new(StringComparer.Ordinal);
        long at = 0;
        foreach (var (name, shape) in tensors)
        {
            var end = at + (Count(shape) * sizeof(float));
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { at, end } };
            at = end;
        }

        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        file.Write(length);
        file.Write(json);
        var random = new Random(Seed);
        foreach (var (name, shape) in tensors)
        {
            WriteValues(file, name, shape, random);
        }
    }

    private static void WriteValues(FileStream file, string name, long[] shape, Random random)
    {
        // As at the beginning of a training: rows of weights have a length near 1, norms do nothing.
        var isNorm = name.Contains("norm", StringComparison.Ordinal);
        var scale = isNorm || shape.Length < 2 ? 0 : (float)Math.Sqrt(3.0 / shape[1..].Aggregate(1L, (a, b) => a * b));
        var constant = isNorm && name.EndsWith("weight", StringComparison.Ordinal) ? 1f : shape.Length == 1 && !isNorm ? .01f : 0f;
        var buffer = new float[Math.Min(Count(shape), 1 << 18)];
        for (var left = Count(shape); left > 0; left -= buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            foreach (ref var value in part)
            {
                value = constant + (scale * ((2 * random.NextSingle()) - 1));
            }

            file.Write(MemoryMarshal.AsBytes(part));
        }
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, static (a, b) => a * b);
}
