using System.Collections.Immutable;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Reindexing;

/// <summary>
/// One pass over a collection and its shadow: first all images of the collection, then those that only the shadow has, then what was written
/// meanwhile. It is kept in memory only: a pass that begins anew finds in the shadow what is done.
/// </summary>
internal sealed class ReindexRun(
    Collection collection, Collection shadow, ClipModel model, GrainClient grains, IVectorStore store, ShadowCopy copy, TimeProvider time)
{
    private const int MostFailures = 100;
    private const int FewestAtOnce = 4;
    private const int MostAtOnce = 16;
    private const int MostCompared = 64;
    private static readonly TimeSpan QuickStep = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<Guid, CopiedImage> _failed = [];
    private readonly Queue<Guid> _changed = new();
    private Phase _phase = Phase.Start;
    private Guid? _after;
    private int _atOnce = FewestAtOnce;
    private long _done;
    private long _embedded;
    private long _fromPreviews;

    private enum Phase
    {
        Start,
        Images,
        Leftovers,
        Changes,
    }

    public Collection Shadow => shadow;

    public ClipModel Model => model;

    /// <summary>The version up to which the shadow has everything, once it is ready.</summary>
    public string Since { get; private set; } = "";

    /// <summary>Whether the shadow had everything at the version <see cref="Since"/>.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The images that cannot be embedded.</summary>
    public ImmutableArray<ReindexFailure> Failures =>
        [.. _failed.Values.Take(MostFailures).Select(image => new ReindexFailure(image.Id, image.Name, image.Fault!))];

    /// <summary>Looks for changes again before the next finish.</summary>
    public void Doubt() => IsReady = false;

    /// <summary>
    /// Asks for the changes since the last call, so that few are left at the end, and the collection's writer goes on recording them.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_phase == Phase.Start || _changed.Count > 0)
        {
            return;
        }

        var changes = await grains.ChangesAsync(collection, Since, cancellationToken);
        if (changes.Ids is not { } ids)
        {
            // The writer has moved, or too much was written: compare everything again.
            (_phase, IsReady) = (Phase.Start, false);
            return;
        }

        Since = changes.Version;
        foreach (var id in _phase == Phase.Changes ? ids.Union(_failed.Keys) : ids)
        {
            _changed.Enqueue(id);
        }

        IsReady = _phase == Phase.Changes && _changed.Count == 0;
    }

    /// <summary>Copies a few images, or finds that there are none left.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        if (_changed.Count > 0)
        {
            await CopyChangedAsync(cancellationToken);
            return;
        }

        switch (_phase)
        {
            case Phase.Start:
                Since = (await grains.ChangesAsync(collection, since: null, cancellationToken)).Version;
                _failed.Clear();
                (_phase, _after, _done, _fromPreviews) = (Phase.Images, null, 0, 0);
                break;
            case Phase.Images:
                var size = _atOnce;
                var page = await PageAsync(collection.Id, size, cancellationToken);
                await CopyAsync(page, isPage: true, cancellationToken);
                _done += page.Length;
                Advance(page, size, Phase.Leftovers);
                break;
            case Phase.Leftovers:
                const int ManyAtOnce = 500;
                var there = await PageAsync(shadow.Id, ManyAtOnce, cancellationToken);
                var known = await StoreDeadline.CallAsync(() => store.GetAsync(collection.Id, there, withVectors: false, cancellationToken));
                ImmutableArray<Guid> leftovers = [.. there.Except(known.Select(point => point.Id))];
                if (leftovers.Length > 0)
                {
                    await grains.DeleteImagesAsync(shadow, leftovers, cancellationToken);
                }

                Advance(there, ManyAtOnce, Phase.Changes);
                break;
            default:
                await FollowAsync(cancellationToken);
                break;
        }
    }

    public ReindexProgress ToProgress(ReindexState state, string? keptAs, long images) => new()
    {
        State = state,
        Collection = collection.Name,
        Model = model.Id,
        Shadow = state == ReindexState.Finished ? null : shadow.Name,
        KeptAs = keptAs,
        Images = images,
        Done = Math.Min(_done, images),
        Embedded = _embedded,
        FromPreviews = _fromPreviews,
        Failures = Failures,
    };

    private async Task CopyChangedAsync(CancellationToken cancellationToken)
    {
        Guid[] some = [.. _changed.Take(_atOnce)];
        await CopyAsync(some, isPage: false, cancellationToken);
        for (var i = 0; i < some.Length; i++)
        {
            _changed.Dequeue();
        }

        IsReady = _phase == Phase.Changes && _changed.Count == 0;
    }

    private async Task<Guid[]> PageAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        [.. (await StoreDeadline.CallAsync(() => store.ScrollAsync(id, _after, limit, withVectors: false, cancellationToken)))
            .Select(point => point.Id)];

    private void Advance(Guid[] page, int limit, Phase next)
    {
        if (page.Length < limit)
        {
            (_phase, _after) = (next, null);
        }
        else
        {
            _after = page[^1];
        }
    }

    private async Task CopyAsync(Guid[] ids, bool isPage, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var copied = await copy.CopyAsync(collection.Id, shadow, model, ids, cancellationToken);
        Adapt(time.GetElapsedTime(began), embedsNone: !copied.Any(image => image.IsEmbedded));
        foreach (var id in ids)
        {
            _failed.Remove(id);
        }

        foreach (var image in copied)
        {
            _embedded += image.IsEmbedded ? 1 : 0;
            _fromPreviews += image.IsFromPreview && (isPage || IsNew(image)) ? 1 : 0;
            if (image.Fault is not null)
            {
                _failed[image.Id] = image;
            }
        }
    }

    /// <summary>Whether a changed image was added where the pass has been already.</summary>
    private bool IsNew(CopiedImage image) =>
        image.IsEmbedded && (_phase != Phase.Images || (_after is { } reached && image.Id.CompareTo(reached) <= 0));

    /// <summary>Chooses how many images the next step takes, so that a call ends in time on any device. Comparing costs little.</summary>
    private void Adapt(TimeSpan elapsed, bool embedsNone)
    {
        var most = embedsNone ? MostCompared : MostAtOnce;
        _atOnce = elapsed < QuickStep ? Math.Min(_atOnce * 2, most) : Math.Max(_atOnce / 2, FewestAtOnce);
    }
}
