using Microsoft.ML.OnnxRuntime.Tensors;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>The protocol's names of tensor types.</summary>
internal static class TritonTypes
{
    private static readonly (string Name, TensorElementType Type)[] All =
    [
        ("INT32", TensorElementType.Int32), ("INT64", TensorElementType.Int64), ("UINT8", TensorElementType.UInt8),
        ("FP16", TensorElementType.Float16), ("FP32", TensorElementType.Float),
    ];

    /// <exception cref="ModelException">No tower has such a tensor.</exception>
    public static TensorElementType Parse(string name, string tensor) => Array.Find(All, pair => pair.Name == name) is { Name: not null } found
        ? found.Type
        : throw new ModelException($"{tensor}: the type {name} is not supported; supported: {string.Join(", ", All.Select(pair => pair.Name))}.");

    public static string NameOf(TensorElementType type) => Array.Find(All, pair => pair.Type == type).Name;
}
