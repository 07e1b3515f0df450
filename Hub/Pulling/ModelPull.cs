using Txt2Image.Graphs;
using Txt2Image.Hub.Downloads;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Sources;
using Txt2Image.Storage;

namespace Txt2Image.Hub.Pulling;

/// <summary>
/// Pulls a model into the folder of models: plans it, then downloads what is missing. Files are collected beside the model's folder, so a model is
/// there completely or not at all, and a pull that was interrupted goes on where it stopped.
/// </summary>
public sealed class ModelPull : IDisposable
{
    private readonly HubSettings _settings;
    private readonly ModelsFolder _models;
    private readonly ModelReference _reference;
    private readonly IDisposable _lock;
    private IModelSource? _source;
    private Conversion? _conversion;

    private ModelPull(HubSettings settings, ModelsFolder models, ModelReference reference)
    {
        _settings = settings;
        _models = models;
        _reference = reference;
        _lock = models.Lock(reference.Name);
    }

    /// <summary>What will be done.</summary>
    public PullPlan Plan { get; private set; } = null!;

    /// <summary>How far the download is, or the conversion after it.</summary>
    public DownloadProgress Progress { get; private set; } = null!;

    /// <summary>
    /// Finds out what has to be downloaded. A model that is there is checked, and only what is missing or damaged is fetched again.
    /// </summary>
    /// <param name="settings">The hub.</param>
    /// <param name="models">The folder of models.</param>
    /// <param name="reference">The model.</param>
    /// <param name="variant">The variant of its graphs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HubException">The model cannot be pulled.</exception>
    public static async Task<ModelPull> PrepareAsync(
        HubSettings settings, ModelsFolder models, ModelReference reference, GraphVariant variant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(reference);
        var pull = new ModelPull(settings, models, reference);
        try
        {
            pull.Plan = await pull.PlanAsync(variant, cancellationToken);
            pull.Progress = new(pull.Plan.Bytes, settings.Time);
            return pull;
        }
        catch
        {
            pull.Dispose();
            throw;
        }
    }

    /// <summary>Downloads what is missing.</summary>
    /// <param name="acceptsLicence">Whether a licence that restricts the use of the weights is accepted.</param>
    /// <param name="cancellationToken">Stops it; what was downloaded stays for the next pull.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HubException">It cannot be downloaded, or its licence has to be accepted first.</exception>
    public async Task<InstalledModel> RunAsync(bool acceptsLicence, CancellationToken cancellationToken)
    {
        if (Plan.IsComplete)
        {
            return _models.Find(Plan.Name)!;
        }

        if (Plan.Licence is { ResearchOnly: true } licence && !acceptsLicence)
        {
            throw new HubException(
                $"The licence of {Plan.Name} restricts its use: {licence.Name}{(licence.Url is { } url ? $" ({url})" : "")}. " +
                "Read it, and accept it with --accept-license.")
            {
                NeedsLicence = true,
            };
        }

        var staging = _models.Staging(Plan.Name);
        Durable.CreateFolder(staging);
        if (Plan.Converts)
        {
            try
            {
                return await ConvertAsync(staging, cancellationToken);
            }
            catch when (_reference.Folder is not null)
            {
                // Nothing was downloaded that a later run could use.
                Directory.Delete(staging, recursive: true);
                throw;
            }
        }

        CheckSpace(staging, Plan.Bytes);
        return Install(staging, await FetchAllAsync(Plan.Missing, staging, cancellationToken));
    }

    /// <summary>
    /// The graphs that quantize their activations by a whole batch. The server runs them one item at a time, because neighbours would change an
    /// embedding.
    /// </summary>
    /// <param name="model">The pulled model.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> RunAloneAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<string> found = [];
        foreach (var graph in Plan.Graphs)
        {
            if (await GraphScan.NamesAsync(Path.Combine(model.Folder, graph), GraphScan.ScaleOfBatch, cancellationToken))
            {
                found.Add(graph);
            }
        }

        return found;
    }

    /// <summary>Lets other processes pull this model.</summary>
    public void Dispose()
    {
        _source?.Dispose();
        _conversion?.Dispose();
        _lock.Dispose();
    }

    private async Task<PullPlan> PlanAsync(GraphVariant variant, CancellationToken cancellationToken)
    {
        var there = _models.Find(_reference.Name);
        var whole = there is null ? [] : await WholeAsync(there, cancellationToken);
        if (there is not null && whole.Count == there.Manifest.Files.Count && Covers(there.Manifest, variant))
        {
            return new() { Name = there.Manifest.Name, Origin = there.Manifest.Origin, Commit = there.Manifest.Commit };
        }

        if (_reference.Converts)
        {
            return PlanConversion(variant);
        }

        var revision = there?.Manifest.Commit is { Length: > 0 } commit ? commit : _reference.Revision;
        var (repository, isFromCache) = await ReadAsync(revision, cancellationToken);
        var choice = FileChoice.Of(_reference.Origin, repository.Files, variant);
        if (choice.IsCheckpoint && _reference.Folder is not null)
        {
            return PlanConversion(variant);
        }

        HubFile[] missing = [.. choice.Files.Where(file => choice.IsCheckpoint || !whole.Contains(file.Path))];
        if (missing.Length == 0 && there?.Manifest.Files.FirstOrDefault(file => !whole.Contains(file.Path)) is { } other)
        {
            throw new HubException(
                $"{other.Path} of {_reference.Name} is missing or damaged, and is of another variant. Pull that one with --variant, " +
                $"or if it was made here, make it again: txt2image models quantize {_reference.Name}");
        }

        return new()
        {
            Name = _reference.Name,
            Origin = _reference.Origin,
            Commit = repository.Commit,
            Licence = _reference.Known?.Licence ?? Licences.Of(repository.Licence),
            IsFromCache = isFromCache,
            Missing = missing,
            Converts = choice.IsCheckpoint,
            Variant = choice.Variant == GraphVariant.Auto ? "" : FileChoice.Name(choice.Variant),
            Graphs = [.. choice.Graphs.Select(static file => file.Path)],
        };
    }

    /// <summary>A checkpoint on this machine is read where it is.</summary>
    private PullPlan PlanConversion(GraphVariant variant)
    {
        _conversion = Conversions.Open(_reference.Folder!, _reference.VisionFolder, variant);
        return new()
        {
            Name = _reference.Name,
            Origin = _reference.Origin,
            Commit = "",
            Converts = true,
            Checkpoint = _conversion.Description,
            Variant = FileChoice.Name(variant == GraphVariant.Fp16 ? variant : GraphVariant.Fp32),
        };
    }

    private static bool Covers(ModelManifest manifest, GraphVariant variant) =>
        variant == GraphVariant.Auto || manifest.Variants.Count == 0 || manifest.Variants.Contains(FileChoice.Name(variant), StringComparer.Ordinal);

    private static async Task<HashSet<string>> WholeAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        var faults = await model.VerifyAsync(checking: null, cancellationToken);
        return [.. model.Manifest.Files.Select(static file => file.Path).Where(path => !faults.ContainsKey(path))];
    }

    /// <summary>Asks the hub; without one, the cache of Hugging Face's tools is used if it has the model.</summary>
    private async Task<(HubRepository Repository, bool IsFromCache)> ReadAsync(string revision, CancellationToken cancellationToken)
    {
        if (_reference.Folder is { } folder)
        {
            return (await Use(new FolderSource(folder, "")).ReadAsync(cancellationToken), false);
        }

        var cached = new HubCache(_settings.Cache, _reference.Repository!).Snapshot(revision);
        if (_settings.IsOffline)
        {
            return (await Use(cached ?? throw NotCached()).ReadAsync(cancellationToken), true);
        }

        try
        {
            return (await Use(new HubSource(_settings, _reference.Repository!, revision)).ReadAsync(cancellationToken), false);
        }
        catch (HubException exception) when (exception.IsUnreachable && cached is not null)
        {
            return (await Use(cached).ReadAsync(cancellationToken), true);
        }
    }

    private IModelSource Use(IModelSource source)
    {
        _source?.Dispose();
        return _source = source;
    }

    private HubException NotCached() => new(
        $"HF_HUB_OFFLINE is set, and the cache {_settings.Cache} does not have {_reference.Repository}. Unset it to download the model, " +
            "or pull a folder that was copied from another machine: txt2image models pull FOLDER");

    private async Task<List<PulledFile>> FetchAllAsync(IEnumerable<HubFile> files, string folder, CancellationToken cancellationToken)
    {
        List<PulledFile> pulled = [];
        foreach (var file in files)
        {
            Progress.Begin(file.Path);
            pulled.Add(await FetchAsync(file, Path.Combine(folder, file.Path), cancellationToken));
            Progress.Finish(file.Size);
        }

        return pulled;
    }

    /// <summary>Fetches a checkpoint, unless it is on this machine, and makes the model of it.</summary>
    private async Task<InstalledModel> ConvertAsync(string staging, CancellationToken cancellationToken)
    {
        var (checkpoint, converted) = (Path.Combine(staging, "checkpoint"), Path.Combine(staging, "model"));
        if (_conversion is null)
        {
            CheckSpace(staging, 2 * Plan.Bytes);
            await FetchAllAsync(Plan.Missing.Where(static file => !CheckpointFiles.HasWeights(file.Path)), checkpoint, cancellationToken);
            Conversions.CheckConfiguration(checkpoint);
            await FetchAllAsync(Plan.Missing.Where(static file => CheckpointFiles.HasWeights(file.Path)), checkpoint, cancellationToken);
            var isHalf = Plan.Variant == FileChoice.Name(GraphVariant.Fp16);
            _conversion = Conversions.Open(checkpoint, visionFolder: null, isHalf ? GraphVariant.Fp16 : GraphVariant.Fp32);
        }

        if (Directory.Exists(converted))
        {
            // An earlier run was stopped between the conversion and its end.
            Directory.Delete(converted, recursive: true);
        }

        CheckSpace(converted, _conversion.Bytes);
        Progress = new(_conversion.Bytes, _settings.Time);
        Progress.Begin("converting");
        await Conversions.RunAsync(_conversion, converted, Progress, cancellationToken);
        var model = Install(converted, await Conversions.FilesAsync(converted, cancellationToken));
        Directory.Delete(staging, recursive: true);
        return model;
    }

    private async Task<PulledFile> FetchAsync(HubFile file, string path, CancellationToken cancellationToken)
    {
        var isThere = file.Hash is { } hash && File.Exists(path) && new FileInfo(path).Length == file.Size
            && await FileHash.MatchesAsync(path, hash, cancellationToken);
        if (!isThere)
        {
            await _source!.FetchAsync(file, path, Progress, cancellationToken);
        }

        return new(file.Path, new FileInfo(path).Length, await FileHash.Sha256Async(path, cancellationToken));
    }

    /// <summary>What an earlier run has left needs no space again.</summary>
    private void CheckSpace(string staging, long bytes)
    {
        var left = Directory.Exists(staging)
            ? new DirectoryInfo(staging).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length)
            : 0;
        _models.RequireSpace(Plan.Name, bytes - left);
    }

    private InstalledModel Install(string staging, List<PulledFile> pulled)
    {
        var folder = _models.FolderOf(Plan.Name);
        var before = ModelManifest.Read(folder);
        var paths = pulled.Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        var manifest = new ModelManifest(
            Plan.Name,
            Plan.Origin,
            Plan.Commit,
            Plan.Licence?.Name,
            [.. (before?.Variants ?? []).Append(Plan.Variant).Where(static variant => variant.Length > 0).Distinct(StringComparer.Ordinal)],
            _settings.Time.GetUtcNow(),
            [.. (before?.Files ?? []).Where(file => !paths.Contains(file.Path)), .. pulled]);
        _models.Place(staging, manifest);
        return new(folder, manifest);
    }
}
