using Microsoft.Extensions.Options;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Demo;

/// <summary>
/// Adds the demo gallery in the background at the first start, while searches are answered. If it is interrupted, the next start continues. A
/// gallery that someone deleted stays deleted.
/// </summary>
internal sealed partial class DemoStart(
    IOptions<Txt2ImageOptions> options,
    ServedModels models,
    GrainClient grains,
    DemoFiller filler,
    DemoProgress progress,
    IHostApplicationLifetime lifetime,
    ILogger<DemoStart> log)
    : BackgroundService
{
    public const string Collection = "demo";

    private readonly string _data = Folders.Data(options.Value);
    private readonly ClipModel? _model = models.All.FirstOrDefault(model => model.KnowsOnlyItsWorld);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Other models could embed the drawings too, but the gallery exists to show the demo model.
        if (!options.Value.Demo.Enabled || _model is null)
        {
            return;
        }

        try
        {
            await StartedAsync(stoppingToken);
            await AddGalleryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start continues.
        }
#pragma warning disable CA1031 // A server without the demo gallery still works.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(exception);
        }
    }

    private async Task AddGalleryAsync(CancellationToken cancellationToken)
    {
        var marker = DemoMarker.Read(_data);
        if (marker is { Stage: not DemoStage.Filling })
        {
            await WarnOfAnotherModelAsync(cancellationToken);
            return;
        }

        var folder = Folders.Shipped(options.Value.Demo.Samples);
        var samples = Samples.Read(folder);
        if (samples.Count == 0)
        {
            NoSamples(Path.Combine(folder, Samples.List));
            return;
        }

        // Before the collection is there, so that it is never seen empty without a word of its filling.
        progress.Current = new(Collection, 0, samples.Count);
        try
        {
            await FillAsync(folder, samples, marker, cancellationToken);
        }
        finally
        {
            progress.Current = null;
        }
    }

    private async Task FillAsync(string folder, IReadOnlyList<Sample> samples, DemoMarker? marker, CancellationToken cancellationToken)
    {
        if (await CollectionAsync(marker, cancellationToken) is not { } collection)
        {
            return;
        }

        var embeddings = SampleEmbeddings.Read(folder, _model!.Fingerprint);
        var (stage, images) = await filler.FillAsync(collection, samples, embeddings, cancellationToken);
        Write(new DemoMarker(stage, collection.Id, images));
    }

    /// <summary>Returns the collection to fill; null if the existing one is not ours to fill.</summary>
    private async Task<Collection?> CollectionAsync(DemoMarker? marker, CancellationToken cancellationToken)
    {
        var there = await grains.FindCollectionAsync(Collection, fresh: true, cancellationToken);
        if (marker is null && there is not null)
        {
            return null;
        }

        if (marker is { Collection: { } ours } && there?.Id != ours)
        {
            Write(marker with { Stage = DemoStage.Deleted });
            return null;
        }

        // Written first, so that after a crash right behind the creation the next start recognises the collection as its own.
        if (marker is null)
        {
            Write(new DemoMarker(DemoStage.Filling, null, 0));
        }

        var created = await grains.CreateCollectionAsync(Collection, _model!.Fingerprint, cancellationToken);
        Write(new DemoMarker(DemoStage.Filling, created.Collection.Id, 0));
        return created.Collection;
    }

    /// <summary>
    /// Warns only: a collection keeps its model, and this one may contain pictures that someone added, so it is not deleted automatically.
    /// </summary>
    private async Task WarnOfAnotherModelAsync(CancellationToken cancellationToken)
    {
        var there = await grains.FindCollectionAsync(Collection, fresh: true, cancellationToken);
        if (there is not null && models.Find(there.Model) is null)
        {
            OtherModel(there.ModelName, Path.Combine(_data, DemoMarker.FileName));
        }
    }

    private void Write(DemoMarker marker) => marker.Write(_data);

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The demo collection stays empty: {List} does not exist")]
    private partial void NoSamples(string list);

    [LoggerMessage(LogLevel.Warning, "The demo collection was made with another revision of the model {Model}, and the one that runs now cannot "
        + "search it: delete the collection (DELETE /collections/demo), delete {Marker} and restart")]
    private partial void OtherModel(string model, string marker);

    [LoggerMessage(LogLevel.Error, "The demo collection could not be filled; the next start tries again")]
    private partial void Failed(Exception failure);
}
