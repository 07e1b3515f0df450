using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>An attention as torch saves it: the matrices of query, key and value are one tensor.</summary>
internal static class TorchAttention
{
    public static AttentionWeights Take(Checkpoint checkpoint, string name, int width)
    {
        var matrix = checkpoint.Take($"{name}.in_proj_weight", 3L * width, width);
        var bias = checkpoint.Take($"{name}.in_proj_bias", 3L * width);
        Linear Part(long at) => new(matrix.Rows(at * width, width), bias.Rows(at * width, width));
        var output = new Linear(checkpoint.Take($"{name}.out_proj.weight", width, width), checkpoint.Take($"{name}.out_proj.bias", width));
        return new(Part(0), Part(1), Part(2), output);
    }
}
