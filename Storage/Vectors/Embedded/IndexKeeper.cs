using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>
/// Keeps the files of the indexes up to date, one job after the other in the background: merges blocks with many holes, writes full blocks to files,
/// and lists the files. A job works on a published version; only to put the result in its place it takes a turn among the writes.
/// </summary>
/// <remarks>
/// <code>
///     write a block's file, flush it      a crash here leaves a file that no list names; the next start deletes it
///     mark the moment in the database     from here on, it also notes the changes since this mark
///     write the list, flush, rename it    a crash before: the old list and its mark count; after: the new ones
///     delete files that it does not name
///     (with the next mark) delete the mark of the old list and the changes before it
/// </code>
/// </remarks>
internal sealed class IndexKeeper(
    Database database, IndexFolders folders, Func<Guid, Collection?> find, Func<Func<bool>, CancellationToken, Task> takeTurn, Action<string> report)
    : IAsyncDisposable
{
    /// <summary>So many files are written before they are listed, so that a crash loses no more work.</summary>
    private const int FilesAtOnce = 16;

    private static readonly TimeSpan RestAfterAFailure = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _queued = [];
    // Until when nothing is written, where it has failed.
    private readonly Dictionary<Guid, long> _failed = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _jobs = Task.CompletedTask;
    private Task _check = Task.CompletedTask;

    /// <summary>Completes when nothing is left to do; for tests.</summary>
    public async Task SettleAsync()
    {
        await _check;
        for (var jobs = _jobs; ; jobs = _jobs)
        {
            await jobs;
            if (jobs == _jobs)
            {
                return;
            }
        }
    }

    /// <summary>Begins with the collections as they were loaded.</summary>
    public void Start(IReadOnlyList<Collection> collections)
    {
        // Listed before the first job begins, since jobs replace files.
        var ids = collections.Select(collection => collection.Info.Id);
        var files = ids.SelectMany(id => folders.Of(id).Files, (id, file) => (Id: id, File: file)).ToList();
        foreach (var collection in collections)
        {
            Look(collection.Info.Id);
        }

        _check = Task.Run(() =>
        {
            // Every search needs the codes, so they come first.
            files.ForEach(entry => Check(entry.Id, entry.File, entry.File.HasIntactCodes));
            files.ForEach(entry => Check(entry.Id, entry.File, () => !folders.Memory.Holds(entry.File) || entry.File.HasIntactFloats()));
        });
    }

    /// <summary>Looks, after a write, whether there is something to do for a collection.</summary>
    public void Look(Guid id)
    {
        lock (_lock)
        {
            if (find(id) is not { } collection || IsDue(collection))
            {
                Enqueue(id, () => TendAsync(id), isMore: _queued.Add(id));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            _stop.Cancel();
        }

        await SettleAsync();
        _stop.Dispose();
    }

    private bool IsDue(Collection collection) =>
        ((collection.Rows.FullInMemory > 0 || HasManyChanges(collection)) && !IsResting(collection.Info.Id))
        || Compaction.Choose(collection.Index, collection.Rows.RowsOfABlock).Count > 0;

    private bool HasManyChanges(Collection collection) =>
        collection.Rows.Changes >= collection.Rows.RowsOfABlock && folders.Of(collection.Info.Id).IsUsed;

    /// <summary>Whether files could not be written a short while ago.</summary>
    private bool IsResting(Guid id)
    {
        lock (_lock)
        {
            return _failed.TryGetValue(id, out var until) && Environment.TickCount64 < until;
        }
    }

    private void Enqueue(Guid id, Func<Task> job, bool isMore = true)
    {
        if (isMore && !_stop.IsCancellationRequested)
        {
            var before = _jobs;
            _jobs = Task.Run(async () =>
            {
                await before;
                await RunAsync(id, job);
            });
        }
    }

    private async Task RunAsync(Guid id, Func<Task> job)
    {
        try
        {
            await job();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // The index is made of the database again; nothing else may stop because of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await GiveUpAsync(id, exception);
        }
    }

    private async Task TendAsync(Guid id)
    {
        lock (_lock)
        {
            _queued.Remove(id);
        }

        for (var merged = 0; find(id) is { } collection;)
        {
            _stop.Token.ThrowIfCancellationRequested();
            var folder = folders.Of(id);
            if (merged < FilesAtOnce && Compaction.Choose(collection.Index, collection.Rows.RowsOfABlock) is { Count: > 0 } chosen)
            {
                await ReplaceAsync(id, chosen, Compaction.Merge(chosen));
                merged++;
                continue;
            }

            if (IsResting(id))
            {
                return;
            }

            var written = folder.Write(collection.Index, FilesAtOnce);
            if (written.Count == 0 && merged == 0 && !HasManyChanges(collection))
            {
                return;
            }

            merged = 0;
            await ChangeAsync(id, current =>
            {
                foreach (var (segment, file) in written)
                {
                    folder.Keep(file);
                    current.Rows.Move(segment.Block, file.Block, file.Codes, file.Read);
                }
            });
            await SaveAsync(id, folder);
            lock (_lock)
            {
                _failed.Remove(id);
            }
        }

        folders.Delete(id);
    }

    /// <summary>Lists the files as they are now.</summary>
    private async Task SaveAsync(Guid id, IndexFolder folder)
    {
        var token = Guid.NewGuid();
        IndexManifest? manifest = null;
        await ChangeAsync(id, current =>
        {
            database.Write(connection =>
            {
                IndexLog.Mark(connection, current.Key, token, folder.Token);
                return true;
            });
            current.Rows.Changes = 0;
            manifest = folder.Describe(current.Index, current.Info.Bytes ?? 0, token);
        });
        if (manifest is not null)
        {
            folder.Save(manifest);
        }
    }

    private Task ReplaceAsync(Guid id, IReadOnlyList<Segment> segments, MergedBlock by) =>
        ChangeAsync(id, current => current.Rows.Replace(segments, by));

    /// <summary>Changes a collection's rows between two writes, if it is still there.</summary>
    private Task ChangeAsync(Guid id, Action<Collection> change) => takeTurn(
        () =>
        {
            if (find(id) is not { } current)
            {
                return false;
            }

            change(current);
            current.Publish();
            return true;
        },
        _stop.Token);

    /// <summary>Compares a file with its checksums, which brings it into memory; a damaged one is replaced.</summary>
    private void Check(Guid id, SegmentFile file, Func<bool> isIntact)
    {
        if (_stop.IsCancellationRequested || isIntact())
        {
            return;
        }

        report($"A file of an index is damaged: {file.Name:N}. Its points are read from the database again.");
        lock (_lock)
        {
            Enqueue(id, () => MendAsync(id, file));
        }
    }

    /// <summary>Replaces a damaged file's block by what the database has.</summary>
    private async Task MendAsync(Guid id, SegmentFile file)
    {
        var collection = find(id);
        if (collection?.Index.Segments.FirstOrDefault(segment => segment.Block == file.Block) is not { } segment)
        {
            return;
        }

        // A point that is deleted or changed in the meantime is not in this block any more, whatever is read here.
        var rows = Enumerable.Range(0, segment.Count).Where(segment.Payloads.IsLive).ToDictionary(row => segment.Block.Ids[row]);
        var points = database.Read(connection => new PointReader(connection, collection.Key, withVectors: true).Get([.. rows.Keys], _stop.Token));
        if (points.Count > 0)
        {
            await ReplaceAsync(id, [segment], MergedBlock.Of(
                segment.Block.Dimension,
                points.ConvertAll(point => (point.Id, point.Vector, point.Payload, new RowOrigin(segment.Block, rows[point.Id])))));
            await TendAsync(id);
        }
    }

    private async Task GiveUpAsync(Guid id, Exception exception)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = _failed.TryAdd(id, 0);
            _failed[id] = Environment.TickCount64 + (long)RestAfterAFailure.TotalMilliseconds;
        }

        var name = find(id)?.Info.Name;
        if (isNew)
        {
            report($"The files of the index of the collection {name} cannot be written, so it stays in memory, and the next start takes longer: "
                + exception.Message);
        }

        // Without a list, nothing is to be noted.
        try
        {
            folders.Of(id).Forget();
            await ChangeAsync(id, current => database.Write(connection =>
            {
                IndexLog.Forget(connection, current.Key);
                return true;
            }));
        }
        catch (Exception other) when (other is StoreException or OperationCanceledException)
        {
        }
    }
}
