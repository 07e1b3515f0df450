using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>
/// A graph's file, read without its weights: they may have gigabytes. A file has at most 2 GB; larger models have their weights in files beside it.
/// </summary>
internal sealed class OnnxFile
{
    public OnnxFile(string path, ModelProto model, IReadOnlyList<Weight> weights)
    {
        Path = path;
        Model = model;
        Weights = weights;
    }

    public string Path { get; }

    /// <summary>The model, whose graph has no initializers.</summary>
    public ModelProto Model { get; }

    public IReadOnlyList<Weight> Weights { get; }

    public static OnnxFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(path, new WireReader(stream));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException or IOException
            or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: the file cannot be read as an ONNX graph ({exception.Message}).", exception);
        }
    }

    private static OnnxFile Read(string path, WireReader reader)
    {
        List<Weight> weights = [];
        var model = GraphReader.Read(reader, part => weights.Add(ReadWeight(reader, part)));
        return new(path, model, weights);
    }

    private static Weight ReadWeight(WireReader reader, WireField field)
    {
        using var rest = new MemoryStream();
        (long, long) values = default;
        reader.Seek(field.Content);
        while (reader.Next(field.End) is { } part)
        {
            if (part.Number == TensorProto.RawDataFieldNumber)
            {
                values = (part.Content, part.End);
            }
            else if (part.Number is TensorProto.NameFieldNumber or TensorProto.DataLocationFieldNumber or TensorProto.ExternalDataFieldNumber)
            {
                reader.Copy(part.Start, part.End, rest);
            }
        }

        reader.Seek(field.End);
        var tensor = TensorProto.Parser.ParseFrom(rest.ToArray());
        var location = tensor.DataLocation == 1 ? tensor.ExternalData.FirstOrDefault(static entry => entry.Key == "location")?.Value : null;
        return new(tensor.Name, field.Start, field.End, values, location);
    }
}

/// <summary>Where an initializer is in its file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where its field begins.</param>
/// <param name="End">Where its field ends.</param>
/// <param name="Values">Where its values begin and end, if they are in the graph's file as they are in memory.</param>
/// <param name="Location">The file with its values, relative to the graph's; null if they are in the graph's own.</param>
internal readonly record struct Weight(string Name, long Start, long End, (long Start, long End) Values, string? Location);
