using Google.Protobuf;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>
/// Writes small ONNX files: the part of the format (onnx.proto, IR version 8, operator set 14) that these tests need. Null in a shape is a dynamic
/// length.
/// </summary>
internal sealed class OnnxGraph
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Bool = 9, Half = 10;
    private const int GraphNode = 1, GraphName = 2, GraphInitializer = 5, GraphInput = 11, GraphOutput = 12;
    private readonly List<(int Field, byte[] Content)> _parts = [(GraphName, "test"u8.ToArray())];

    public OnnxGraph Input(string name, int type, params int?[] shape) => Part(GraphInput, w => Port(w, name, type, shape));

    public OnnxGraph Output(string name, int type, params int?[] shape) => Part(GraphOutput, w => Port(w, name, type, shape));

    public OnnxGraph Constant(string name, float[] values, params long[] shape) => Part(GraphInitializer, w =>
    {
        Tensor(w, name, Float, shape);
        Bytes(w, 9, [.. values.SelectMany(BitConverter.GetBytes)]);
    });

    public OnnxGraph Constant(string name, long[] values, params long[] shape) => Part(GraphInitializer, w =>
    {
        Tensor(w, name, Int64, shape);
        Bytes(w, 9, [.. values.SelectMany(BitConverter.GetBytes)]);
    });

    public OnnxGraph Constant(string name, sbyte[] values, params long[] shape) => Part(GraphInitializer, w =>
    {
        Tensor(w, name, Int8, shape);
        Bytes(w, 9, [.. values.Select(value => (byte)value)]);
    });

    public OnnxGraph Constant(string name, byte[] values, params long[] shape) => Part(GraphInitializer, w =>
    {
        Tensor(w, name, UInt8, shape);
        Bytes(w, 9, values);
    });

    public OnnxGraph Node(string op, string[] inputs, string output, params OnnxAttribute[] attributes) => Node(op, inputs, [output], attributes);

    public OnnxGraph Node(string op, string[] inputs, string[] outputs, params OnnxAttribute[] attributes) => Part(GraphNode, w =>
    {
        foreach (var input in inputs)
        {
            Text(w, 1, input);
        }

        foreach (var output in outputs)
        {
            Text(w, 2, output);
        }

        Text(w, 4, op);
        foreach (var attribute in attributes)
        {
            Message(w, 5, a =>
            {
                Text(a, 1, attribute.Name);
                foreach (var value in attribute.Values)
                {
                    Number(a, attribute.IsList ? 8 : 3, value);
                }

                Number(a, 20, attribute.IsList ? 7 : 2);
            });
        }
    });

    public void Save(string path)
    {
        using var file = File.Create(path);
        using var writer = new CodedOutputStream(file);
        Number(writer, 1, 8);
        Message(writer, 7, w => _parts.ForEach(part => Bytes(w, part.Field, part.Content)));
        Message(writer, 8, static w => Number(w, 2, 14));
    }

    private static void Port(CodedOutputStream w, string name, int type, int?[] shape)
    {
        Text(w, 1, name);
        Message(w, 2, t => Message(t, 1, tensor =>
        {
            Number(tensor, 1, type);
            Message(tensor, 2, dimensions =>
            {
                for (var i = 0; i < shape.Length; i++)
                {
                    var length = shape[i];
                    var free = $"{name}_{i}";
                    Message(dimensions, 1, d =>
                    {
                        if (length is { } value)
                        {
                            Number(d, 1, value);
                        }
                        else
                        {
                            Text(d, 2, free);
                        }
                    });
                }
            });
        }));
    }

    private static void Tensor(CodedOutputStream w, string name, int type, long[] shape)
    {
        foreach (var length in shape)
        {
            Number(w, 1, length);
        }

        Number(w, 2, type);
        Text(w, 8, name);
    }

    private OnnxGraph Part(int field, Action<CodedOutputStream> write)
    {
        _parts.Add((field, Content(write)));
        return this;
    }

    private static void Message(CodedOutputStream w, int field, Action<CodedOutputStream> write) => Bytes(w, field, Content(write));

    private static byte[] Content(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(inner);
        }

        return bytes.ToArray();
    }

    private static void Bytes(CodedOutputStream w, int field, byte[] content)
    {
        w.WriteTag(field, WireFormat.WireType.LengthDelimited);
        w.WriteBytes(ByteString.CopyFrom(content));
    }

    private static void Text(CodedOutputStream w, int field, string text)
    {
        w.WriteTag(field, WireFormat.WireType.LengthDelimited);
        w.WriteString(text);
    }

    private static void Number(CodedOutputStream w, int field, long value)
    {
        w.WriteTag(field, WireFormat.WireType.Varint);
        w.WriteInt64(value);
    }
}

/// <summary>An attribute of an operator: an integer, or a list of integers.</summary>
internal readonly record struct OnnxAttribute(string Name, long[] Values, bool IsList)
{
    public static implicit operator OnnxAttribute((string Name, int Value) attribute) => new(attribute.Name, [attribute.Value], IsList: false);

    public static implicit operator OnnxAttribute((string Name, long[] Values) attribute) => new(attribute.Name, attribute.Values, IsList: true);
}
