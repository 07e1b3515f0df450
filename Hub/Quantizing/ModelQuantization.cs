using Txt2Image.Graphs;
using Txt2Image.Hub.Downloads;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hub.Quantizing;

/// <summary>
/// Makes the variant int8 of a model in the folder of models, of its float32 graphs. The new graphs are written beside the model's folder and moved
/// into it at the end, and then they are in its manifest.
/// </summary>
public sealed class ModelQuantization : IDisposable
{
    private readonly ModelsFolder _models;
    private readonly InstalledModel _model;
    private readonly List<(string Path, Quantization Graph)> _graphs = [];
    private readonly IDisposable _lock;
    private readonly int? _wantedBits;

    private ModelQuantization(ModelsFolder models, InstalledModel model, int? weightBits, TimeProvider time)
    {
        (_models, _model, _wantedBits) = (models, model, weightBits);
        _lock = models.Lock(model.Manifest.Name);
        Progress = new(0, time);
    }

    /// <summary>How many products of the graphs become ones of integers.</summary>
    public int Products => _graphs.Sum(static one => one.Graph.Products);

    /// <summary>The bytes of the float32 graphs and their weights.</summary>
    public long Before { get; private set; }

    /// <summary>The bits of the weights of products.</summary>
    public int WeightBits => _wantedBits ?? BitsBefore ?? Quantization.FewestBits;

    /// <summary>Those of the 8-bit graphs that are there; null if there are none, or others made them, or they cannot be read.</summary>
    public int? BitsBefore { get; private set; }

    /// <summary>Whether the variant is there already, with the wanted bits.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How far it is.</summary>
    public DownloadProgress Progress { get; private set; }

    /// <summary>Reads the float32 graphs and checks them. Nothing is written.</summary>
    /// <param name="models">The folder of models.</param>
    /// <param name="model">The model.</param>
    /// <param name="weightBits">
    /// The bits of the weights of products, 7 or 8; null for those that are there, otherwise 7. Graphs with other bits are replaced.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HubException">The model cannot be quantized; the message says why.</exception>
    public static async Task<ModelQuantization> PrepareAsync(
        ModelsFolder models, InstalledModel model, int? weightBits, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(model);
        var made = new ModelQuantization(models, model, weightBits, time);
        try
        {
            await made.OpenAsync(cancellationToken);
            made.Progress = new(made._graphs.Sum(static one => one.Graph.Bytes), time);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Writes the graphs.</summary>
    /// <param name="cancellationToken">Stops it; the model is then as it was.</param>
    /// <returns>The model, and the bytes of its 8-bit graphs and their weights.</returns>
    /// <exception cref="HubException">They cannot be written, or a weight is not finite.</exception>
    public async Task<(InstalledModel Model, long Bytes)> RunAsync(CancellationToken cancellationToken)
    {
        var manifest = _model.Manifest;
        var staging = _models.QuantizedStaging(manifest.Name);
        Delete(staging);
        _models.RequireSpace(manifest.Name, Progress.Total);
        try
        {
            foreach (var (path, graph) in _graphs)
            {
                Progress.Begin(path);
                await Conversions.RunAsync(() => Write(graph, Path.Combine(staging, path), cancellationToken), cancellationToken);
                Progress.Finish(graph.Bytes);
            }

            var files = await Conversions.FilesAsync(staging, cancellationToken);
            var paths = files.Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
            manifest = manifest with
            {
                Variants = [.. manifest.Variants.Append(Int8).Distinct(StringComparer.Ordinal)],
                Files = [.. manifest.Files.Where(file => !paths.Contains(file.Path)), .. files],
            };
            _models.Place(staging, manifest);
            return (_model with { Manifest = manifest }, files.Sum(static file => file.Size));
        }
        finally
        {
            Delete(staging);
        }
    }

    /// <summary>Lets other processes change this model.</summary>
    public void Dispose()
    {
        _graphs.ForEach(static one => one.Graph.Dispose());
        _lock.Dispose();
    }

    private static string Int8 => FileChoice.Name(GraphVariant.Int8);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var (folder, manifest) = _model;
        string[] paths = [.. manifest.Files.Select(static file => file.Path)];
        var graphs = FileChoice.Float32Graphs(paths);
        if (graphs.Count == 0)
        {
            throw new HubException(
                $"{manifest.Name} has no float32 graphs in a layout with variants" +
                (manifest.Variants.Count > 0 ? $", only {string.Join(", ", manifest.Variants)}" : "") +
                $". If its repository has them: txt2image models pull {manifest.Name} --variant fp32");
        }

        var faults = await _model.VerifyAsync(checking: null, cancellationToken);
        if (manifest.Variants.Contains(Int8, StringComparer.Ordinal))
        {
            BitsBefore = OwnBits(folder, graphs);
            IsDone = (_wantedBits is null || BitsBefore is null || BitsBefore == _wantedBits)
                && !faults.Keys.Any(path => graphs.Any(graph => IsPart(path, FileChoice.Int8Graph(graph))));
            if (IsDone)
            {
                return;
            }
        }

        var parts = manifest.Files.Where(file => graphs.Any(graph => IsPart(file.Path, graph))).ToList();
        if (parts.Find(file => faults.ContainsKey(file.Path)) is { } fault)
        {
            throw new HubException($"{fault.Path} is {faults[fault.Path]}. Repair it with: txt2image models pull {manifest.Name}");
        }

        Before = parts.Sum(static file => file.Size);
        foreach (var graph in graphs)
        {
            _graphs.Add((FileChoice.Int8Graph(graph), Conversions.Guard(() => Quantization.Open(Path.Combine(folder, graph), WeightBits))));
        }
    }

    private static int? OwnBits(string folder, IReadOnlyList<string> graphs)
    {
        try
        {
            var path = Path.Combine(folder, FileChoice.Int8Graph(graphs[0]));
            return File.Exists(path) ? Quantization.BitsOf(path) : null;
        }
        catch (ConversionException)
        {
            // It is damaged, and is made again.
            return null;
        }
    }

    private static void Delete(string staging)
    {
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static bool IsPart(string path, string graph) => path.StartsWith(graph, StringComparison.Ordinal);

    private void Write(Quantization graph, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        graph.Write(target, Progress.Came, cancellationToken);
    }
}
