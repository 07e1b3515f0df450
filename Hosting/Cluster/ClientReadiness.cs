using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Models;

namespace Txt2Image.Hosting.Cluster;

/// <summary>
/// A cluster client is ready when a silo with a device for its model answers and the vector store has answered a silo since this process started.
/// </summary>
internal sealed class ClientReadiness(
    ClusterConnection connection, IGrainFactory grains, ServedModels models, IOptions<Txt2ImageOptions> options, TimeProvider time) : IReadiness
{
    private const string Ok = "ok";
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    private bool _storeHasAnswered;

    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var silos = parts["silos"] = await SilosAsync(cancellationToken);
        var store = parts["vector store"] = silos == Ok ? await StoreAsync(cancellationToken) : "unknown, because no silo answers";
        return new ReadinessReport(silos == Ok && _storeHasAnswered, silos == Ok && store != Ok, parts);
    }

    private async Task<string> SilosAsync(CancellationToken cancellationToken)
    {
        if (!connection.IsEstablished)
        {
            return "no silo is connected yet";
        }

        try
        {
            var slots = await InTimeAsync(token => grains.GetGrain<IDeviceMapGrain>(0).GetAsync().AsTask().WaitAsync(token), cancellationToken);
            var missing = models.All.FirstOrDefault(model => slots.All(slot => slot.Model != model.Fingerprint));
            return missing is null ? Ok : Missing(missing, slots);
        }
#pragma warning disable CA1031 // Any failure means that the silos do not answer.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return "no silo answers";
        }
    }

    private async Task<string> StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            var name = options.Value.DefaultCollection;
            await InTimeAsync(token => grains.GetGrain<ICatalogueGrain>(0).FindAsync(name, fresh: true, token).AsTask(), cancellationToken);
            _storeHasAnswered = true;
            return Ok;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return "it does not respond to the silos";
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(InTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await call(either.Token);
    }

    private static string Missing(ClipModel model, ImmutableArray<DeviceSlot> slots) => slots.IsEmpty
        ? "the cluster has no silo with a device"
        : $"no silo runs this process's revision of the model {model.Id}; use the same model folder and decoder for both";
}
