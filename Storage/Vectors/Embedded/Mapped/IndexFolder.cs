using System.Runtime.ExceptionServices;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// The folder of a collection's index. Everything in it is made from the database and can be deleted while the store is closed.
/// </summary>
internal sealed class IndexFolder(string path, FloatMemory memory)
{
    /// <summary>The name of the list of segments.</summary>
    public const string ManifestName = "index.bin";

    /// <summary>What the name of a file that is being written ends with.</summary>
    public const string Draft = ".new";

    private readonly Dictionary<RowBlock, SegmentFile> _files = [];

    /// <summary>The token of the list that is on the disk; null if there is none, or none that counts.</summary>
    public Guid? Token { get; private set; }

    /// <summary>The segments that are in files.</summary>
    public IReadOnlyCollection<SegmentFile> Files => _files.Values;

    /// <summary>Whether there are files, or a list of them.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Reads the list of segments; null if there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IndexManifest? ReadManifest()
    {
        var file = Path.Combine(path, ManifestName);
        return File.Exists(file) ? IndexManifest.Parse(File.ReadAllBytes(file)) : null;
    }

    /// <summary>Opens all segments of a list, or none.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public IReadOnlyList<SegmentFile> Open(IndexManifest manifest)
    {
        var files = new SegmentFile[manifest.Segments.Count];
        ForEach(files.Length, i =>
            files[i] = SegmentFile.Open(path, manifest.Segments[i].Name, manifest.Segments[i].Check, manifest.Dimension));
        Array.ForEach(files, Keep);
        Token = manifest.Token;
        DeleteOthers();
        return files;
    }

    /// <summary>Writes full blocks that are only in memory to files.</summary>
    /// <param name="index">A version of the index.</param>
    /// <param name="most">The most blocks.</param>
    public IReadOnlyList<(Segment Segment, SegmentFile File)> Write(RowIndex index, int most)
    {
        Segment[] full = [.. index.Segments.Where(static segment => segment is { Codes: not null, Block.IsMapped: false }).Take(most)];
        if (full.Length > 0)
        {
            Durable.CreateFolder(path);
        }

        var files = new (Segment Segment, SegmentFile File)[full.Length];
        ForEach(full.Length, i => files[i] = (full[i], SegmentFile.Write(path, full[i])));
        return files;
    }

    /// <summary>Takes a new file over.</summary>
    public void Keep(SegmentFile file)
    {
        _files.Add(file.Block, file);
        IsUsed = true;
        memory.Take(file);
    }

    /// <summary>Describes a version of the index.</summary>
    /// <param name="index">The version.</param>
    /// <param name="originalBytes">The total length of its points' originals.</param>
    /// <param name="token">Its token.</param>
    public IndexManifest Describe(RowIndex index, long originalBytes, Guid token)
    {
        List<ManifestSegment> segments = [];
        List<Guid> others = [];
        foreach (var segment in index.Segments)
        {
            if (_files.TryGetValue(segment.Block, out var file))
            {
                segments.Add(new ManifestSegment(file.Name, file.Check, segment.Payloads.Live.ToArray()));
                continue;
            }

            for (var row = 0; row < segment.Count; row++)
            {
                if (segment.Payloads[row] is { } payload)
                {
                    others.Add(segment.Block.Ids[row]);
                    originalBytes -= payload.Bytes;
                }
            }
        }

        return new IndexManifest(token, index.Dimension, originalBytes, segments, others);
    }

    /// <summary>Makes a list of segments the one on the disk, and deletes the files of segments that it does not name.</summary>
    public void Save(IndexManifest manifest)
    {
        Durable.CreateFolder(path);
        var file = Path.Combine(path, ManifestName);
        using (var draft = File.OpenHandle(file + Draft, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(draft, manifest.ToBytes(), 0);
            RandomAccess.FlushToDisk(draft);
        }

        // First the segments' names are durable, then the list.
        Durable.SyncFolder(path);
        File.Move(file + Draft, file, overwrite: true);
        Durable.SyncFolder(path);
        Token = manifest.Token;
        var named = manifest.Segments.Select(static segment => segment.Name).ToHashSet();
        foreach (var (block, gone) in _files.Where(entry => !named.Contains(entry.Value.Name)).ToList())
        {
            _files.Remove(block);
            memory.Return(gone);
        }

        DeleteOthers();
    }

    /// <summary>The list on the disk does not count any more.</summary>
    public void Forget() => Token = null;

    /// <summary>Deletes all files that this index does not use: what a crash left, what was damaged, what was merged.</summary>
    public void DeleteOthers()
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        var used = _files.Values.Select(file => SegmentFile.PathOf(path, file.Name)).ToHashSet(StringComparer.Ordinal);
        if (Token is not null)
        {
            used.Add(Path.Combine(path, ManifestName));
        }

        foreach (var file in Directory.EnumerateFiles(path).Where(file => !used.Contains(file)))
        {
            TryDelete(() => File.Delete(file));
        }
    }

    /// <summary>Deletes a folder with an index that nobody needs.</summary>
    public static void Delete(string path) => TryDelete(() => Directory.Delete(path, recursive: true));

    /// <summary>Runs an action for each number, and throws what one throws.</summary>
    private static void ForEach(int count, Action<int> run)
    {
        try
        {
            Parallel.For(0, count, run);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    // Windows does not delete a file that is mapped; the next start does.
    private static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception exception) when (FileFaults.Is(exception))
        {
        }
    }
}
