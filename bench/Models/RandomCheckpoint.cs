using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Bench.Models;

/// <summary>
/// Writes a checkpoint as transformers does, with random weights: what a graph computes does not depend on their values. The tokenizer is that of the
/// bundled model, which knows fewer words, and SigLIP's knows letters.
/// </summary>
internal static class RandomCheckpoint
{
    private const int Seed = 17;
    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] Deviation = [0.26862954, 0.26130258, 0.27577711];
    private static readonly double[] Half = [.5, .5, .5];
    private static readonly string[] Beside = ["merges.txt", "special_tokens_map.json", "tokenizer_config.json", "vocab.json"];

    /// <param name="folder">A new folder.</param>
    /// <param name="bundled">The folder of the bundled model.</param>
    /// <param name="size">The sizes.</param>
    public static void Write(string folder, string bundled, ClipSize size)
    {
        Directory.CreateDirectory(folder);
        if (size.IsSiglip)
        {
            SiglipTokenizer.Write(folder);
        }
        else
        {
            Array.ForEach(Beside, file => File.Copy(Path.Combine(bundled, file), Path.Combine(folder, file)));
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), Config(size));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), Preprocessor(size));
        WriteWeights(Path.Combine(folder, "model.safetensors"), [.. CheckpointTensors.Of(size)]);
    }

    private static string Config(ClipSize size) => JsonSerializer.Serialize(new
    {
        model_type = size.IsSiglip ? "siglip" : "clip",
        projection_dim = size.Dimension,
        text_config = new
        {
            hidden_size = size.Text.Width,
            intermediate_size = size.Text.Inner,
            num_attention_heads = size.Text.Heads,
            num_hidden_layers = size.Text.Blocks,
            max_position_embeddings = size.Context,
            vocab_size = size.Vocabulary,
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

    private static string Preprocessor(ClipSize size) => size.IsSiglip ? SiglipPreprocessor(size) : JsonSerializer.Serialize(new
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

    private static string SiglipPreprocessor(ClipSize size) => JsonSerializer.Serialize(new
    {
        do_normalize = true,
        do_rescale = true,
        do_resize = true,
        image_mean = Half,
        image_std = Half,
        image_processor_type = "SiglipImageProcessor",
        resample = 3,
        size = new { height = size.Image, width = size.Image },
    });

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
