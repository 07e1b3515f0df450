namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// A part of a source that is remembered as a whole, such as a shard of a data set, once all its images have been acknowledged: the next run does not
/// read it again. Images end on several threads.
/// </summary>
/// <param name="name">Its name below the source; no image has it.</param>
/// <param name="modified">The ticks of its file's last change.</param>
/// <param name="length">Its file's bytes.</param>
internal sealed class SourcePart(string name, long modified, long length)
{
    private long _images;
    private long _open = 1;
    private int _hasFailed;

    public string Name => name;

    /// <summary>A part that is a file; its name ends with a slash, as no image's does.</summary>
    public static SourcePart Of(string name, FileInfo file) => new($"{name}/", file.LastWriteTimeUtc.Ticks, file.Length);

    /// <summary>Whether a name is that of a part, and not of an image.</summary>
    public static bool IsNamed(string name) => name.EndsWith('/');

    public long Modified => modified;

    public long Length => length;

    /// <summary>Its images that were found so far.</summary>
    public long Images => Interlocked.Read(ref _images);

    /// <summary>Whether the rest of it must not be read.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Notes that another image of it was found.</summary>
    public void Open()
    {
        Interlocked.Increment(ref _images);
        Interlocked.Increment(ref _open);
    }

    /// <summary>Notes that something in it cannot be taken, so that it is read again next time.</summary>
    public void Fail() => Interlocked.Exchange(ref _hasFailed, 1);

    public void Abandon() => IsAbandoned = true;

    /// <summary>Notes that an image of it has an outcome, or that it was read to its end.</summary>
    /// <returns>Whether with that all of it is done.</returns>
    public bool Settle() => Interlocked.Decrement(ref _open) == 0 && Volatile.Read(ref _hasFailed) == 0;
}
