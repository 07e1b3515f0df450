using Microsoft.ML.OnnxRuntime.Tensors;

namespace Txt2Image.Clip.Inference;

/// <summary>One input or output of a graph, with checks against what a tower needs.</summary>
/// <param name="Graph">The file's path, for messages.</param>
/// <param name="Shape">Its dimensions; -1 for any length.</param>
internal sealed record GraphPort(string Graph, string Name, TensorElementType Type, IReadOnlyList<int> Shape)
{
    /// <summary>How many items a run takes: 1, or null if any number.</summary>
    public int? FixedBatch => Shape[0] switch
    {
        < 0 => null,
        1 => 1,
        var other => throw Wrong($"its batch size is fixed at {other}; only 1 or a dynamic batch size is supported"),
    };

    public void RequireType(params ReadOnlySpan<TensorElementType> supported)
    {
        if (!supported.Contains(Type))
        {
            throw Wrong($"its type is {Type}; supported: {string.Join(", ", supported.ToArray())}");
        }
    }

    /// <summary>Checks rank and lengths; -1 accepts any length.</summary>
    public void RequireShape(params ReadOnlySpan<int> needed)
    {
        if (Shape.Count != needed.Length)
        {
            throw Wrong($"it has {Shape.Count} dimensions; expected {needed.Length}");
        }

        for (var i = 0; i < needed.Length; i++)
        {
            if (Shape[i] >= 0 && needed[i] >= 0 && Shape[i] != needed[i])
            {
                throw Wrong($"dimension {i} is {Shape[i]}, but the configuration says {needed[i]}");
            }
        }
    }

    public ModelException Wrong(string why) => new($"{Graph}: {Name} cannot be used: {why}.");
}
