using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Whether ONNX Runtime's products of 8-bit integers are exact on this processor. On x64 without VNNI (AVX2, and early AVX-512) an instruction adds
/// two of them in 16 bits and cuts off what is larger, silently. One small product shows it.
/// </summary>
internal static class IntegerProducts
{
    private const int Rows = 4, Inputs = 64, Outputs = 32;
    private const int UInt8 = 2, Int8 = 3, Int32 = 6;
    private static readonly Lazy<bool> Measured = new(Measure);

    /// <summary>Whether they overflow.</summary>
    public static bool Overflow() => Measured.Value;

    /// <exception cref="ModelException">The graph's weights need exact products, and they are not.</exception>
    public static void Require(string graph, Func<bool> overflow)
    {
        if (WeightBits.Of(OnnxFile.Read(graph).Model) == WeightBits.All && overflow())
        {
            throw new ModelException(
                $"{graph}: its weights have 8 bits, but this processor has no VNNI: it adds products of 8 bits in 16, which overflow, so its "
                + "embeddings would differ from those of other machines. Make the graphs again with 7 bits (txt2image models quantize NAME "
                + "--weights 7; collections that were made with 8 bits must then be reindexed), or use float32 (Model:Variant=fp32).");
        }
    }

    /// <summary>The largest bytes times the largest weights, whose sums are known.</summary>
    private static bool Measure()
    {
        _ = OrtEnv.Instance();
        using var session = new InferenceSession(Graph().ToByteArray());
        using var rows = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(byte.MaxValue, Rows * Inputs).ToArray(), [Rows, Inputs]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x"], [rows], ["y"]);
        return results[0].GetTensorDataAsSpan<int>().ContainsAnyExcept(byte.MaxValue * sbyte.MaxValue * Inputs);
    }

    private static ModelProto Graph()
    {
        sbyte[] weights = [.. Enumerable.Repeat(sbyte.MaxValue, Inputs * Outputs)];
        return new()
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Graph = new()
            {
                Name = "products",
                Node = { new NodeProto { OpType = "MatMulInteger", Input = { "x", "weights" }, Output = { "y" } } },
                Initializer =
                {
                    new TensorProto
                    {
                        Name = "weights", DataType = Int8, Dims = { Inputs, Outputs },
                        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(weights.AsSpan())),
                    },
                },
                Input = { Port("x", UInt8, Inputs) },
                Output = { Port("y", Int32, Outputs) },
            },
        };
    }

    private static ValueInfoProto Port(string name, int type, int columns) => new()
    {
        Name = name,
        Type = new()
        {
            TensorType = new() { ElemType = type, Shape = new() { Dim = { Length(Rows), Length(columns) } } },
        },
    };

    private static TensorShapeProto.Types.Dimension Length(int length) => new() { DimValue = length };
}
