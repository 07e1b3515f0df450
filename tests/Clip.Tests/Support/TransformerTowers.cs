namespace Txt2Image.Clip.Tests.Support;

/// <summary>How a tower multiplies by its weights.</summary>
public enum Precision
{
    Float32,

    /// <summary>8-bit integers, with a scale for each row of the input: for each token of each text.</summary>
    Int8Rows,

    /// <summary>8-bit integers, with one scale for the whole batch, as dynamic quantization has it: a result then depends on its batch.</summary>
    Int8Batch,
}

/// <summary>
/// Two towers as CLIP has them, with random weights: blocks of attention and of two layers with quick_gelu, each behind a normalisation. The text
/// tower has a causal mask and pools at the end token; the image tower has patches and a class token.
/// </summary>
internal sealed class TransformerTowers(Precision precision)
{
    public const int Dimension = 48, Size = 32;
    private const int Width = 64, Heads = 4, Blocks = 3, Patch = 8, Inner = 4 * Width, Patches = Size / Patch * (Size / Patch);

    private static readonly long[] PatchShape = [Patch, Patch];
    private readonly Random _random = new(5);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Values, string Scale, string Zero)> _quantized = new(StringComparer.Ordinal);
    private OnnxGraph _graph = new();
    private int _names;

    public void WriteText(string path, int vocabulary, int context)
    {
        Begin();
        var mask = Enumerable.Range(0, context * context).Select(i => i % context > i / context ? float.MinValue : 0).ToArray();
        _graph.Input("input_ids", OnnxGraph.Int64, null, null)
            .Constant("table", Random(vocabulary * Width, 1), vocabulary, Width)
            .Constant("positions", Random(context * Width, .5f), context, Width)
            .Constant("mask", mask, context, context)
            .Constant("one", [1L], 1)
            .Constant("two", [2L], 1)
            .Constant("start", [0L], 1)
            .Constant("starts", [0L, 0L], 2)
            .Node("Shape", ["input_ids"], "shape")
            .Node("Slice", ["shape", "one", "two", "start"], "length")
            .Node("Concat", ["length", "length"], "lengths", ("axis", 0))
            .Node("Slice", ["positions", "start", "length"], "places")
            .Node("Slice", ["mask", "starts", "lengths"], "causal")
            .Node("Gather", ["table", "input_ids"], "tokens")
            .Node("Add", ["tokens", "places"], "x")
            .Node("ArgMax", ["input_ids"], "end", ("axis", 1), ("keepdims", 1));
        var last = Normalised(Enumerable.Range(0, Blocks).Aggregate("x", (x, _) => Block(x, "causal")));
        Finish(Node("GatherND", [last, "end"], ("batch_dims", 1)), "text_embeds", path);
    }

    public void WriteVision(string path)
    {
        Begin();
        _graph.Input("pixel_values", OnnxGraph.Float, null, 3, Size, Size)
            .Constant("kernels", Random(Width * 3 * Patch * Patch, .1f), Width, 3, Patch, Patch)
            .Constant("sequence", [0L, Width, -1L], 3)
            .Constant("class", Random(Width, 1), 1, 1, Width)
            .Constant("positions", Random((Patches + 1) * Width, .5f), Patches + 1, Width)
            .Constant("zero", [0f])
            .Constant("start", [0L], 1)
            .Constant("one", [1L], 1)
            .Constant("first", [0L])
            .Node("Conv", ["pixel_values", "kernels"], "convolved", ("kernel_shape", PatchShape), ("strides", PatchShape))
            .Node("Reshape", ["convolved", "sequence"], "columns")
            .Node("Transpose", ["columns"], "patches", ("perm", new long[] { 0, 2, 1 }))
            .Node("Slice", ["patches", "start", "one", "one"], "any")
            .Node("Mul", ["any", "zero"], "nothing")
            .Node("Add", ["nothing", "class"], "classes")
            .Node("Concat", ["classes", "patches"], "all", ("axis", 1))
            .Node("Add", ["all", "positions"], "x");
        var last = Enumerable.Range(0, Blocks).Aggregate(Normalised("x"), (x, _) => Block(x, mask: null));
        Finish(Normalised(Node("Gather", [last, "first"], ("axis", 1))), "image_embeds", path);
    }

    private void Begin()
    {
        _graph = new();
        _written.Clear();
        _quantized.Clear();
    }

    private void Finish(string pooled, string output, string path)
    {
        _graph.Node("Identity", [Times(pooled, Width, Dimension)], output).Output(output, OnnxGraph.Float, null, Dimension);
        _graph.Save(path);
    }

    private string Block(string x, string? mask)
    {
        var normal = Normalised(x);
        var scores = Node("MatMul", [Split(Linear(normal, Width, Width), 0, 2, 1, 3), Split(Linear(normal, Width, Width), 0, 2, 3, 1)]);
        scores = Node("Mul", [scores, Scalar(1 / MathF.Sqrt(Width / Heads))]);
        if (mask is not null)
        {
            scores = Node("Add", [scores, mask]);
        }

        var heads = Node("MatMul", [Node("Softmax", [scores], ("axis", -1)), Split(Linear(normal, Width, Width), 0, 2, 1, 3)]);
        var joined = Node("Reshape", [Node("Transpose", [heads], ("perm", new long[] { 0, 2, 1, 3 })), Constant("joined", [0, 0, Width])]);
        x = Node("Add", [x, Linear(joined, Width, Width)]);

        var inner = Linear(Normalised(x), Width, Inner);
        var gelu = Node("Mul", [inner, Node("Sigmoid", [Node("Mul", [inner, Scalar(1.702f)])])]);
        return Node("Add", [x, Linear(gelu, Inner, Width)]);
    }

    private string Split(string x, params long[] order) =>
        Node("Transpose", [Node("Reshape", [x, Constant("split", [0, 0, Heads, Width / Heads])])], ("perm", order));

    private string Normalised(string x)
    {
        OnnxAttribute[] last = [("axes", new long[] { -1 }), ("keepdims", 1)];
        var centred = Node("Sub", [x, Node("ReduceMean", [x], last)]);
        var variance = Node("ReduceMean", [Node("Mul", [centred, centred])], last);
        var normal = Node("Div", [centred, Node("Sqrt", [Node("Add", [variance, Scalar(1e-5f)])])]);
        return Node("Add", [Node("Mul", [normal, Weights(1, Width)]), Weights(.1f, Width)]);
    }

    private string Linear(string x, int from, int to) => Node("Add", [Times(x, from, to), Weights(.1f, to)]);

    private string Times(string x, int from, int to)
    {
        var weights = Random(from * to, 1.5f / MathF.Sqrt(from));
        if (precision == Precision.Float32)
        {
            var name = Name();
            _graph.Constant(name, weights, from, to);
            return Node("MatMul", [x, name]);
        }

        var (values, scale) = Quantize(weights, to);
        var (quantized, scales) = (Name(), Name());
        _graph.Constant(quantized, values, from, to).Constant(scales, scale, to);
        if (!_quantized.TryGetValue(x, out var input))
        {
            _quantized[x] = input = precision == Precision.Int8Rows ? QuantizeRows(x) : QuantizeBatch(x);
        }

        var product = Node("Cast", [Node("MatMulInteger", [input.Values, quantized, input.Zero])], ("to", OnnxGraph.Float));
        return Node("Mul", [Node("Mul", [product, input.Scale]), scales]);
    }

    /// <summary>
    /// Each column of the weights with a scale of its own, within 63 of 127: processors without VNNI add two products in 16 bits, which larger values
    /// overflow.
    /// </summary>
    private static (sbyte[] Values, float[] Scales) Quantize(float[] weights, int columns)
    {
        const int Largest = 63;
        var scales = Enumerable.Range(0, columns).Select(c => weights.Where((_, i) => i % columns == c).Max(MathF.Abs) / Largest).ToArray();
        return ([.. weights.Select((weight, i) => (sbyte)Math.Clamp(MathF.Round(weight / scales[i % columns]), -Largest, Largest))], scales);
    }

    private (string Values, string Scale, string Zero) QuantizeRows(string x)
    {
        var largest = Node("ReduceMax", [Node("Abs", [x])], ("axes", new long[] { -1 }), ("keepdims", 1));
        var scale = Node("Max", [largest, Scalar(1e-12f)]);
        if (_written.Add("middle"))
        {
            _graph.Constant("middle", [(byte)128]);
        }

        return (Node("QuantizeLinear", [Node("Div", [x, scale]), Scalar(1f / 127), "middle"]), Node("Mul", [scale, Scalar(1f / 127)]), "middle");
    }

    private (string Values, string Scale, string Zero) QuantizeBatch(string x)
    {
        var (values, scale, zero) = (Name(), Name(), Name());
        _graph.Node("DynamicQuantizeLinear", [x], [values, scale, zero]);
        return (values, scale, zero);
    }

    private string Node(string op, string[] inputs, params OnnxAttribute[] attributes)
    {
        var output = Name();
        _graph.Node(op, inputs, output, attributes);
        return output;
    }

    private string Weights(float scale, int count)
    {
        var name = Name();
        _graph.Constant(name, Random(count, scale), count);
        return name;
    }

    private string Constant(string name, long[] values)
    {
        if (_written.Add(name))
        {
            _graph.Constant(name, values, values.Length);
        }

        return name;
    }

    private string Scalar(float value)
    {
        var name = FormattableString.Invariant($"scalar {value}");
        if (_written.Add(name))
        {
            _graph.Constant(name, [value]);
        }

        return name;
    }

    private string Name() => FormattableString.Invariant($"v{_names++}");

    private float[] Random(int count, float scale) => [.. Enumerable.Range(0, count).Select(_ => scale * Normal())];

    private float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
