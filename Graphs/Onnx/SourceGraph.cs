using System.Globalization;
using Google.Protobuf;
using Microsoft.Win32.SafeHandles;
using Txt2Image.Clip.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>A graph that is read. The values of its weights stay in their files until they are asked for.</summary>
internal sealed class SourceGraph : IDisposable
{
    /// <summary>Where a tensor has its floats if they are no bytes. Packed, they are the same bytes.</summary>
    private const int FloatDataField = 4;

    private readonly Dictionary<string, SafeFileHandle> _files = new(StringComparer.Ordinal);
    private readonly string _path;

    private SourceGraph(string path)
    {
        _path = path;
        try
        {
            (Model, Tensors) = Guard(path, Read);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The model, whose graph has no initializers.</summary>
    public ModelProto Model { get; }

    public IReadOnlyList<SourceTensor> Tensors { get; }

    /// <exception cref="ConversionException">It is no ONNX graph.</exception>
    public static SourceGraph Open(string path) => new(path);

    /// <summary>The model alone, whose graph has no initializers.</summary>
    /// <exception cref="ConversionException">It is no ONNX graph.</exception>
    public static ModelProto WithoutWeights(string path) =>
        Guard(path, static reader => GraphReader.Read(reader, field => reader.Seek(field.End)));

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static T Guard<T>(string path, Func<WireReader, T> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(new(stream));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException or EndOfStreamException)
        {
            throw new ConversionException($"{path}: the file cannot be read as an ONNX graph ({exception.Message}).", exception);
        }
    }

    private (ModelProto Model, List<SourceTensor> Tensors) Read(WireReader reader)
    {
        List<SourceTensor> tensors = [];
        var model = GraphReader.Read(reader, part => tensors.Add(ReadTensor(reader, part)));
        return (model, tensors);
    }

    private SourceTensor ReadTensor(WireReader reader, WireField field)
    {
        List<WireField> values = [];
        using var rest = new MemoryStream();
        reader.Seek(field.Content);
        while (reader.Next(field.End) is { } part)
        {
            if (part.Number is TensorProto.RawDataFieldNumber or FloatDataField)
            {
                values.Add(part);
            }
            else
            {
                reader.Copy(part.Start, part.End, rest);
            }
        }

        reader.Seek(field.End);
        if (values is [var only])
        {
            return new(TensorProto.Parser.ParseFrom(rest.ToArray()), new(Handle(_path), _path, only.Content, only.End - only.Content));
        }

        values.ForEach(part => reader.Copy(part.Start, part.End, rest));
        var header = TensorProto.Parser.ParseFrom(rest.ToArray());
        return new(header, header.DataLocation == 1 ? External(header) : null);
    }

    private FilePart External(TensorProto header)
    {
        string? Entry(string key) => header.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;
        var location = Entry("location") ?? "";
        if (location.Length == 0 || Path.GetFileName(location) != location)
        {
            throw new ConversionException($"{_path}: the values of {header.Name} are in '{location}', outside of its folder, which is unsupported.");
        }

        var path = Path.Combine(Path.GetDirectoryName(_path)!, location);
        if (!File.Exists(path))
        {
            throw new ConversionException($"{path}: the file is missing; it has the weights of {Path.GetFileName(_path)}.");
        }

        var (file, offset) = (Handle(path), Number(Entry("offset")) ?? 0);
        var all = RandomAccess.GetLength(file);
        var length = Number(Entry("length")) ?? all - offset;
        return offset >= 0 && length >= 0 && offset <= all - length
            ? new(file, path, offset, length)
            : throw new ConversionException($"{path}: the file has {all} bytes, but {header.Name} ends at {offset + length}. It may be cut off.");
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private SafeFileHandle Handle(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            _files[path] = file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        }

        return file;
    }
}
