using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>
/// Adds images as they arrive, in small groups. While one group is decoded and embedded, the next is read; only these two are in memory.
/// </summary>
internal sealed class UploadRun(ImageAdder adder, UploadGate gate, UploadGate.UploadMemory memory, Collection collection)
{
    private readonly List<ImageAdded?> _outcomes = [];
    private List<(int Place, ImageUpload Upload)> _group = [];
    private Task _adding = Task.CompletedTask;

    /// <summary>Adds all images.</summary>
    /// <returns>One outcome for each, in order.</returns>
    public async Task<IReadOnlyList<ImageAdded>> AddAsync(IAsyncEnumerable<ImageUpload> uploads, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var upload in uploads.WithCancellation(cancellationToken))
            {
                await TakeAsync(upload, cancellationToken);
            }

            await StartGroupAsync(cancellationToken);
        }
        finally
        {
            // Also if reading fails, so that no work continues after the request has ended.
            await _adding;
        }

        return [.. _outcomes.Select(outcome => outcome!)];
    }

    private async Task TakeAsync(ImageUpload upload, CancellationToken cancellationToken)
    {
        _outcomes.Add(upload.Refusal is { } refusal ? new ImageAdded(upload.Name, null, refusal) : null);
        if (upload.Refusal is not null)
        {
            memory.Return(upload.Bytes.Length);
            return;
        }

        // Images of a group are written together, some of them later than others. An image that replaces another must be written after it, or the
        // other could get its name back.
        if (_group.Exists(image => MayReplace(upload, image.Upload)))
        {
            await StartGroupAsync(cancellationToken);
        }

        _group.Add((_outcomes.Count - 1, upload));
        var isFull = _group.Count >= UploadLimits.GroupImages || _group.Sum(image => (long)image.Upload.Bytes.Length) >= UploadLimits.GroupBytes;
        if (isFull)
        {
            await StartGroupAsync(cancellationToken);
        }
    }

    private static bool MayReplace(ImageUpload next, ImageUpload earlier) =>
        next.Name == earlier.Name && (next.Replaces ?? earlier.Replaces) is not null;

    private async Task StartGroupAsync(CancellationToken cancellationToken)
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
            using var turn = await gate.EnterAsync(cancellationToken);
            ImmutableArray<ImageAdded> added = await adder.AddAsync(collection, [.. group.Select(image => image.Upload)], cancellationToken);
            for (var i = 0; i < group.Count; i++)
            {
                _outcomes[group[i].Place] = added[i];
            }
        }
        catch (Exception exception)
            when (FailureTable.Find(exception) is { Code: not ErrorCode.Internal } known && !cancellationToken.IsCancellationRequested)
        {
            // A failure of the whole group becomes each image's failure. Images of earlier groups are still acknowledged.
            foreach (var (place, upload) in group)
            {
                _outcomes[place] = new ImageAdded(upload.Name, null, AddOutcome.Failed(known));
            }
        }
        finally
        {
            memory.Return(group.Sum(image => (long)image.Upload.Bytes.Length));
        }
    }
}
