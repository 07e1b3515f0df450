using Txt2Image.Cli.Ingesting.Metadata;

namespace Txt2Image.Cli.Ingesting.Sources;

/// <summary>An image to add: where it is, and the name that it gets.</summary>
/// <param name="Name">Its path below the source, with forward slashes.</param>
/// <param name="Path">Where a person finds it.</param>
/// <param name="Length">Its bytes when it was found.</param>
/// <param name="Modified">The ticks of its last change when it was found; zero if unknown.</param>
internal abstract record ImageFile(string Name, string Path, long Length, long Modified) : IDisposable
{
    public Details Details { get; init; } = Details.None;

    /// <summary>Bytes that it keeps in memory until it has been sent.</summary>
    public virtual long Held => 0;

    /// <summary>What stands beside it as a caption; null if nothing does.</summary>
    public virtual string? ReadCaption() => null;

    /// <summary>Takes hold of what is gone once its source is asked for the next image.</summary>
    /// <exception cref="UnreadableImageException">It cannot be read.</exception>
    public virtual ImageFile Hold() => this;

    /// <summary>Its bytes, <see cref="Length"/> of them.</summary>
    public abstract Stream Open();

    /// <summary>Tells, once the bytes have been read, why they are not to be trusted; null if they are.</summary>
    public virtual string? Doubt(Stream read) => null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>An image cannot be read: its own fault, not that of the connection.</summary>
internal sealed class UnreadableImageException(ImageFile file, string code, string reason) : Exception(reason)
{
    public ImageFile File { get; } = file;

    public string Code { get; } = code;
}
