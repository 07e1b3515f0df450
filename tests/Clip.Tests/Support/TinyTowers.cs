namespace Txt2Image.Clip.Tests.Support;

/// <summary>How a tiny tower differs from an ordinary export.</summary>
internal sealed record TowerShape
{
    public string Input { get; init; } = "";
    public string Output { get; init; } = "";
    public int InputType { get; init; }
    public int OutputType { get; init; } = OnnxGraph.Float;
    public int? Batch { get; init; }
    public int? Length { get; init; }
    public int? DeclaredDimension { get; init; } = TinyTowers.Dimension;
    public int Dimension { get; init; } = TinyTowers.Dimension;
    public int Size { get; init; } = TinyTowers.Size;
    public bool Mask { get; init; }
    public string? OtherInput { get; init; }
    public bool Causal { get; init; } = true;
    public bool NotFinite { get; init; }

    /// <summary>Whether to hide the dimension from shape inference, so that only a run reveals it.</summary>
    public bool Opaque { get; init; }
}

/// <summary>
/// Two towers of a few kilobytes with random weights. The text tower sums its tokens' embeddings up to each position and pools at the first position
/// of the largest id, so it is causal and depends on every token. The vision tower is a single matrix.
/// </summary>
internal static class TinyTowers
{
    public const int Dimension = 8, Size = 6;

    public static TowerShape Text { get; } = new() { Input = "input_ids", Output = "text_embeds", InputType = OnnxGraph.Int64 };

    public static TowerShape Vision { get; } = new() { Input = "pixel_values", Output = "image_embeds", InputType = OnnxGraph.Float };

    public static void WriteText(string path, TowerShape shape, int vocabulary)
    {
        var graph = new OnnxGraph()
            .Input(shape.Input, shape.InputType, shape.Batch, shape.Length)
            .Constant("table", Random(vocabulary * shape.Dimension, 1), vocabulary, shape.Dimension)
            .Constant("axis", [1L])
            .Node("Gather", ["table", shape.Input], "tokens");
        if (shape.OtherInput is { } other)
        {
            graph.Input(other, OnnxGraph.Int64, shape.Batch, shape.Length);
        }

        var tokens = "tokens";
        if (shape.Mask)
        {
            graph.Input("attention_mask", shape.InputType, shape.Batch, shape.Length)
                .Node("Cast", ["attention_mask"], "mask", ("to", OnnxGraph.Float))
                .Constant("last", [-1L], 1)
                .Node("Unsqueeze", ["mask", "last"], "mask3")
                .Node("Mul", ["tokens", "mask3"], "masked");
            tokens = "masked";
        }

        if (shape.Causal)
        {
            graph.Node("CumSum", [tokens, "axis"], "sums")
                .Node("ArgMax", [shape.Input], "end", ("axis", 1), ("keepdims", 1))
                .Node("GatherND", ["sums", "end"], "raw", ("batch_dims", 1));
        }
        else
        {
            graph.Constant("axes", [1L], 1).Node("ReduceSum", [tokens, "axes"], "raw", ("keepdims", 0));
        }

        Finish(graph, shape, path);
    }

    public static void WriteVision(string path, TowerShape shape)
    {
        var values = 3 * shape.Size * shape.Size;
        var graph = new OnnxGraph()
            .Input(shape.Input, shape.InputType, shape.Batch, 3, shape.Size, shape.Size)
            .Constant("matrix", Random(values * shape.Dimension, 2), values, shape.Dimension)
            .Node("Cast", [shape.Input], "pixels", ("to", OnnxGraph.Float))
            .Node("Flatten", ["pixels"], "flat")
            .Node("MatMul", ["flat", "matrix"], "raw");
        Finish(graph, shape, path);
    }

    /// <summary>The same weights, for tests that compute a graph's expected output.</summary>
    public static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    private static void Finish(OnnxGraph graph, TowerShape shape, string path)
    {
        var raw = "raw";
        if (shape.NotFinite)
        {
            graph.Constant("zero", [0f], 1).Node("Div", ["raw", "zero"], "infinite");
            raw = "infinite";
        }

        if (shape.Opaque)
        {
            graph.Constant("kept", Enumerable.Repeat(1L, shape.Dimension).ToArray(), shape.Dimension)
                .Node("Cast", ["kept"], "keep", ("to", OnnxGraph.Bool))
                .Node("Compress", [raw, "keep"], "opaque", ("axis", 1));
            raw = "opaque";
        }

        graph.Node("Cast", [raw], shape.Output, ("to", shape.OutputType))
            .Output(shape.Output, shape.OutputType, shape.Batch, shape.DeclaredDimension)
            .Save(path);
    }
}
