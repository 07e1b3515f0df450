using System.Collections.Immutable;
using Txt2Image.Api.Errors;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>What became of an image of a request.</summary>
internal sealed record Uploaded(string Name, Guid? Id, AddOutcome Outcome)
{
    public bool Failed => Outcome.Status is not (AddStatus.Added or AddStatus.Updated or AddStatus.Unchanged);

    public ErrorCode Error => Outcome.Error ?? ErrorCode.Internal;

    public static Uploaded Refused(string name, Failure failure) =>
        new(name, null, AddOutcome.Failed(failure.Code, failure.Detail, failure.RetryAfter));
}

/// <summary>
/// Adds images as they arrive, in small groups: while one group is decoded and embedded, the next is read, and no more than these two are in memory.
/// </summary>
internal sealed class UploadRun(ImageAdder adder, Collection collection)
{
    private readonly List<Uploaded?> _outcomes = [];
    private List<(int Place, ImageUpload Upload)> _group = [];
    private Task _adding = Task.CompletedTask;

    /// <summary>Adds all images.</summary>
    /// <returns>One outcome for each, in order.</returns>
    public async Task<IReadOnlyList<Uploaded>> AddAsync(IAsyncEnumerable<Arrival> arrivals, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var arrival in arrivals.WithCancellation(cancellationToken))
            {
                await TakeAsync(arrival, cancellationToken);
            }

            await HandOnAsync(cancellationToken);
        }
        finally
        {
            // Also when reading fails: no work goes on behind a request that has ended.
            await _adding;
        }

        return [.. _outcomes.Select(outcome => outcome!)];
    }

    private async Task TakeAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        _outcomes.Add(arrival.Upload is null ? Uploaded.Refused(arrival.Name, arrival.Failure) : null);
        if (arrival.Upload is null)
        {
            return;
        }

        // Images of a group are written together. One that takes a name over from another has to come after it, or each would take it back.
        if (_group.Exists(image => TakesOver(arrival.Upload, image.Upload)))
        {
            await HandOnAsync(cancellationToken);
        }

        _group.Add((_outcomes.Count - 1, arrival.Upload));
        var isFull = _group.Count >= UploadLimits.GroupImages || _group.Sum(image => (long)image.Upload.Bytes.Length) >= UploadLimits.GroupBytes;
        if (isFull)
        {
            await HandOnAsync(cancellationToken);
        }
    }

    private static bool TakesOver(ImageUpload next, ImageUpload earlier) => next.Name == earlier.Name && !next.Bytes.Span.SequenceEqual(earlier.Bytes.Span);

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await _adding;
        if (_group.Count == 0)
        {
            return;
        }

        var group = _group;
        _group = [];
        _adding = AddAsync(group, cancellationToken);
    }

    private async Task AddAsync(List<(int Place, ImageUpload Upload)> group, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<ImageAdded> added = await adder.AddAsync(collection, [.. group.Select(image => image.Upload)], cancellationToken);
            for (var i = 0; i < group.Count; i++)
            {
                _outcomes[group[i].Place] = new Uploaded(group[i].Upload.Name, added[i].Id, added[i].Outcome);
            }
        }
        catch (Exception exception) when (Failure.Of(exception) is { Code: not ErrorCode.Internal } known && !cancellationToken.IsCancellationRequested)
        {
            // What failed for the whole group is each image's failure; those of earlier groups are acknowledged all the same.
            foreach (var (place, upload) in group)
            {
                _outcomes[place] = Uploaded.Refused(upload.Name, known);
            }
        }
    }
}
