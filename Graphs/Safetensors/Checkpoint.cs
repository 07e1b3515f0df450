using System.Text.Json;

namespace Txt2Image.Graphs.Safetensors;

/// <summary>
/// The tensors of a checkpoint, in one file or in several. Each is taken once, with the shape that is expected; what is left over at the end is an
/// error, because it would change the result.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    /// <summary>Tensors that are no part of an embedding.</summary>
    private static readonly string[] Harmless = ["position_ids", "logit_scale", "logit_bias"];

    private readonly string _path;
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, Tensor> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private readonly bool _isUnread;

    private Checkpoint(string path, bool isUnread = false) => (_path, _isUnread) = (path, isUnread);

    /// <summary>Opens a <c>.safetensors</c> file, or the <c>.safetensors.index.json</c> of several.</summary>
    /// <exception cref="ConversionException">A file is missing or damaged, or a tensor is in two files.</exception>
    public static Checkpoint Open(string path)
    {
        var checkpoint = new Checkpoint(path);
        try
        {
            foreach (var file in path.EndsWith(".json", StringComparison.Ordinal) ? Shards(path) : [path])
            {
                checkpoint.Add(SafetensorsFile.Open(file));
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>One whose weights are not there yet: it has every tensor that it is asked for, without values.</summary>
    public static Checkpoint Unread(string path) => new(path, isUnread: true);

    public bool Has(string name) => _left.ContainsKey(name) || _taken.Contains(name);

    /// <summary>Takes a tensor.</summary>
    /// <exception cref="ConversionException">It is missing, or has another shape or type.</exception>
    public Tensor Take(string name, params ReadOnlySpan<long> shape)
    {
        if (_isUnread)
        {
            return new(new(), _path, name, ElementType.Float32, shape.ToArray(), 0);
        }

        if (!_left.Remove(name, out var tensor))
        {
            throw new ConversionException(_left.Count == 0
                ? $"{_path}: the tensor {name} is missing."
                : $"{_path}: the tensor {name} is missing. The checkpoint has {Some(_left.Keys)}.");
        }

        _taken.Add(name);
        if (!shape.SequenceEqual(tensor.Shape.ToArray()))
        {
            throw new ConversionException(
                $"{tensor.Path}: the tensor {name} has the shape [{string.Join(", ", tensor.Shape)}], but the configuration says " +
                $"[{string.Join(", ", shape.ToArray())}].");
        }

        return ElementType.IsConvertible(tensor.Type) ? tensor : throw new ConversionException(
            $"{tensor.Path}: the tensor {name} has the type {tensor.Type}; supported: F32, F16, BF16. Quantized checkpoints cannot be converted.");
    }

    /// <summary>Checks that nothing is left over.</summary>
    /// <param name="belongsElsewhere">Whether a tensor belongs to a part of the checkpoint that is not wanted.</param>
    /// <exception cref="ConversionException">Something is.</exception>
    public void CheckAllTaken(Func<string, bool>? belongsElsewhere = null)
    {
        List<string> left = [.. _left.Keys.Where(name => !Harmless.Contains(name[(name.LastIndexOf('.') + 1)..], StringComparer.Ordinal)
            && belongsElsewhere?.Invoke(name) != true)];
        if (left.Count > 0)
        {
            throw new ConversionException(
                $"{_path}: the checkpoint has {left.Count} tensors that this architecture does not have: {Some(left)}. Without them its embeddings " +
                "would be others, so it is not converted.");
        }
    }

    public void Dispose() => _files.ForEach(static file => file.Dispose());

    private static string Some(IEnumerable<string> names)
    {
        const int Most = 5;
        List<string> all = [.. names.Order(StringComparer.Ordinal)];
        return string.Join(", ", all.Take(Most)) + (all.Count > Most ? $" and {all.Count - Most} more" : "");
    }

    /// <summary>The files that an index names. They must be beside it.</summary>
    private static IReadOnlyList<string> Shards(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            List<string> names = [.. document.RootElement.GetProperty("weight_map").EnumerateObject()
                .Select(static member => member.Value.GetString()!).Distinct(StringComparer.Ordinal)];
            return names.Find(static name => name is null || Path.GetFileName(name) != name) is { } outside
                ? throw new ConversionException($"{index}: it names {outside}, which is not a file beside it.")
                : [.. names.Select(name => Path.Combine(Path.GetDirectoryName(index)!, name)).Select(path => File.Exists(path)
                    ? path
                    : throw new ConversionException($"{path}: the file is missing; {Path.GetFileName(index)} names it."))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ConversionException($"{index}: the file cannot be read as an index of weights ({exception.Message}).", exception);
        }
    }

    private void Add(SafetensorsFile file)
    {
        _files.Add(file);
        foreach (var tensor in file.Tensors)
        {
            if (!_left.TryAdd(tensor.Name, tensor))
            {
                throw new ConversionException($"{tensor.Path}: the tensor {tensor.Name} is in another file of the checkpoint too.");
            }
        }
    }
}
