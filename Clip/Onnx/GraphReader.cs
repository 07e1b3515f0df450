using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>Reads a model's file without its initializers, whose values may have gigabytes.</summary>
internal static class GraphReader
{
    /// <param name="reader">The file.</param>
    /// <param name="initializer">Called with the field of each initializer. It may move the reader, and leaves it at the field's end.</param>
    /// <returns>The model, whose graph has no initializers.</returns>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is another kind of file.</exception>
    public static ModelProto Read(WireReader reader, Action<WireField> initializer)
    {
        using var model = new MemoryStream();
        using var graph = new MemoryStream();
        while (reader.Next(reader.Length) is { } field)
        {
            if (field.Number != ModelProto.GraphFieldNumber)
            {
                reader.Copy(field.Start, field.End, model);
                continue;
            }

            reader.Seek(field.Content);
            while (reader.Next(field.End) is { } part)
            {
                if (part.Number == GraphProto.InitializerFieldNumber)
                {
                    initializer(part);
                }
                else
                {
                    reader.Copy(part.Start, part.End, graph);
                }
            }
        }

        var read = ModelProto.Parser.ParseFrom(model.ToArray());
        read.Graph = GraphProto.Parser.ParseFrom(graph.ToArray());
        return read;
    }
}
