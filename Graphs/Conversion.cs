using Txt2Image.Graphs.Converting;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs;

/// <summary>
/// Converts a checkpoint, the weights of a CLIP or SigLIP in safetensors, into a model's folder with ONNX graphs. Nothing is guessed: an option or a
/// tensor that is not supported is rejected, and the message names it.
/// </summary>
public sealed class Conversion : IDisposable
{
    private readonly List<IDisposable> _opened = [];
    private readonly ConvertedModel _model;

    private readonly FloatType _type;

    private Conversion(string folder, string? visionFolder, FloatType type)
    {
        _type = type;
        try
        {
            _model = Read(folder, visionFolder, (place, find) =>
            {
                var checkpoint = Checkpoint.Open(find(place));
                _opened.Add(checkpoint);
                return checkpoint;
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the checkpoint is, in some words.</summary>
    public string Description => _model.Description;

    /// <summary>The bytes of the weights that will be written.</summary>
    public long Bytes => _model.Graphs.Sum(graph => graph.Graph.Weights.Sum(weight => weight.Weight.Bytes(_type)));

    /// <summary>Reads a checkpoint and checks all of it but its numbers. Nothing is written.</summary>
    /// <param name="folder">The folder of the checkpoint, or of its text tower.</param>
    /// <param name="visionFolder">The folder of its vision tower, if that is another one.</param>
    /// <param name="type">What the graphs compute with.</param>
    /// <exception cref="ConversionException">It cannot be converted; the message says why.</exception>
    public static Conversion Open(string folder, string? visionFolder = null, FloatType type = FloatType.Float32)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Guard(folder, () => new Conversion(Path.GetFullPath(folder), visionFolder is null ? null : Path.GetFullPath(visionFolder), type));
    }

    /// <summary>Checks a checkpoint's configuration, tokenizer and preprocessing, before its weights are there.</summary>
    /// <param name="folder">The folder of the checkpoint.</param>
    /// <exception cref="ConversionException">It could not be converted; the message says why.</exception>
    public static void CheckConfiguration(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _ = Guard(folder, () => Read(Path.GetFullPath(folder), visionFolder: null, static (place, _) => Checkpoint.Unread(place)));
    }

    /// <summary>
    /// Writes the model's folder. It is there completely or not at all: it is written as <c>….partial</c> and renamed at the end.
    /// </summary>
    /// <param name="target">The folder, which must not exist yet.</param>
    /// <param name="progress">Called often, with the bytes that are written and with all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConversionException">It cannot be written, or the checkpoint cannot be read.</exception>
    public void Write(string target, Action<long, long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        _ = Guard(target, () =>
        {
            if (Path.Exists(target))
            {
                throw new ConversionException($"{target}: it exists already.");
            }

            var partial = Path.TrimEndingDirectorySeparator(target) + ".partial";
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            WriteFiles(partial, progress, cancellationToken);
            Directory.Move(partial, target);
            return target;
        });
    }

    /// <summary>Closes the checkpoint.</summary>
    public void Dispose() => _opened.ForEach(static one => one.Dispose());

    private static T Guard<T>(string what, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException($"{what}: {exception.Message}", exception);
        }
    }

    private static ConvertedModel Read(string folder, string? visionFolder, Func<string, Func<string, string>, Checkpoint> open)
    {
        if (new[] { folder, visionFolder }.FirstOrDefault(static one => one is not null && !Directory.Exists(one)) is { } missing)
        {
            throw new ConversionException($"{missing}: the folder does not exist.");
        }

        bool Has(string file) => File.Exists(Path.Combine(folder, file));
        if (visionFolder is null && OpenClipModel.IsChosen(Has))
        {
            return OpenClipModel.Read(folder, open);
        }

        return Has(TransformersModel.ConfigName)
            ? TransformersModel.Read(folder, visionFolder ?? folder, open)
            : throw new ConversionException(
                $"{folder}: there is neither a {TransformersModel.ConfigName} nor an {OpenClipModel.ConfigName}, which say what the weights are. " +
                "Copy it from the model that this one was made from.");
    }

    private void WriteFiles(string folder, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var (done, total) = (0L, Bytes);
        foreach (var (to, graph) in _model.Graphs)
        {
            GraphFile.Write(Target(folder, Named(to)), graph, Report, _type);
        }

        void Report(int count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            done += count;
            progress?.Invoke(done, total);
        }

        foreach (var (from, to) in _model.Copies)
        {
            File.Copy(from, Target(folder, to));
        }

        foreach (var (to, content) in _model.Texts)
        {
            File.WriteAllText(Target(folder, to), content);
        }
    }

    /// <summary>A graph's path with its variant, as exporters name it.</summary>
    private string Named(string path) => _type == FloatType.Float32 ? path : Path.ChangeExtension(path, null) + "_fp16.onnx";

    private static string Target(string folder, string path)
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return target;
    }
}
