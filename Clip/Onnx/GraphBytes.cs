using System.Globalization;
using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>Writes a graph that was read from a file, in memory. Its weights are copied from the file, or stay in it.</summary>
internal static class GraphBytes
{
    // Smaller weights are read: a mapping takes a page of memory at least, and shapes are looked at while a graph is loaded.
    private const int Mapped = 1 << 16;

    /// <summary>The model with its weights. Those in other files stay there, and are looked for in <see cref="Folder"/>.</summary>
    /// <exception cref="ModelException">They would have more than 2 GB.</exception>
    public static byte[] Whole(OnnxFile file) => Write(file, static _ => false);

    /// <summary>
    /// The model without its large weights, which ONNX Runtime maps into memory where they are: in its file, or in other ones. They are looked for in
    /// <see cref="Folder"/>.
    /// </summary>
    public static byte[] WithMappedWeights(OnnxFile file)
    {
        var isHere = Path.GetDirectoryName(RealPath(file.Path)) == Folder(file);
        return Write(file, weight => isHere && weight.Values.End - weight.Values.Start >= Mapped);
    }

    /// <summary>The folder of the weights in files, after links: ONNX Runtime follows none out of the folder that it is given.</summary>
    public static string Folder(OnnxFile file) => Path.GetDirectoryName(
        file.Weights.Where(static weight => weight.Location is not null)
            .Select(weight => RealPath(file, weight))
            .FirstOrDefault(RealPath(file.Path)))!;

    private static string RealPath(OnnxFile file, Weight weight)
    {
        var location = weight.Location!;
        return Path.GetFileName(location) == location
            ? RealPath(Path.Combine(Path.GetDirectoryName(file.Path)!, location))
            : throw new ModelException($"{file.Path}: its weights are in {location}, outside of its folder, which is not supported.");
    }

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    /// <summary>A message's fields may come in any order, so the weights follow the rest of the graph.</summary>
    private static byte[] Write(OnnxFile file, Func<Weight, bool> isMapped)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new WireReader(stream);
        var graph = file.Model.Graph.Clone();
        graph.Initializer.AddRange(
            from weight in file.Weights
            let moved = weight.Location is not null ? Moved(file, weight, reader) : isMapped(weight) ? Here(file, weight, reader) : null
            where moved is not null
            select moved);
        Weight[] copied = [.. file.Weights.Where(weight => weight.Location is null && !isMapped(weight))];
        var model = file.Model.Clone();
        model.Graph = null;
        var length = graph.CalculateSize() + copied.Sum(static weight => weight.End - weight.Start);
        if (length > int.MaxValue - (1 << 20))
        {
            throw new ModelException($"{file.Path}: the graph has {length} bytes; ONNX allows 2 GB, and larger weights in files beside it.");
        }

        var tag = WireFormat.MakeTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
        var head = CodedOutputStream.ComputeUInt32Size(tag) + CodedOutputStream.ComputeLengthSize((int)length);
        var bytes = new byte[model.CalculateSize() + head + length];
        using var target = new MemoryStream(bytes);
        using (var writer = new CodedOutputStream(target, leaveOpen: true))
        {
            model.WriteTo(writer);
            writer.WriteTag(tag);
            writer.WriteLength((int)length);
            graph.WriteTo(writer);
        }

        foreach (var weight in copied)
        {
            reader.Copy(weight.Start, weight.End, target);
        }

        return bytes;
    }

    /// <summary>An initializer whose values are in another file, under that file's own name.</summary>
    private static TensorProto Moved(OnnxFile file, Weight weight, WireReader reader)
    {
        using var field = new MemoryStream();
        reader.Copy(weight.Start, weight.End, field);
        var tensor = GraphProto.Parser.ParseFrom(field.ToArray()).Initializer[0];
        tensor.ExternalData.First(static entry => entry.Key == "location").Value = Path.GetFileName(RealPath(file, weight));
        return tensor;
    }

    /// <summary>An initializer whose values stay where they are in the graph's file.</summary>
    private static TensorProto Here(OnnxFile file, Weight weight, WireReader reader)
    {
        using var fields = new MemoryStream();
        reader.Seek(weight.Start);
        reader.Seek(reader.Next(weight.End)!.Value.Content);
        while (reader.Next(weight.End) is { } part)
        {
            if (part.Number != TensorProto.RawDataFieldNumber)
            {
                reader.Copy(part.Start, part.End, fields);
            }
        }

        var tensor = TensorProto.Parser.ParseFrom(fields.ToArray());
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = Path.GetFileName(RealPath(file.Path)) });
        tensor.ExternalData.Add(Number("offset", weight.Values.Start));
        tensor.ExternalData.Add(Number("length", weight.Values.End - weight.Values.Start));
        return tensor;
    }

    private static StringStringEntryProto Number(string key, long value) => new() { Key = key, Value = value.ToString(CultureInfo.InvariantCulture) };
}
