using Txt2Image.Cli.Images;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>An image to add: where it is, and the name that it gets.</summary>
/// <param name="Name">Its path below the source, with forward slashes.</param>
/// <param name="Path">Where a person finds it.</param>
/// <param name="Length">Its bytes when it was found.</param>
/// <param name="Modified">The ticks of its last change when it was found; zero if unknown.</param>
internal abstract record ImageFile(string Name, string Path, long Length, long Modified) : IDisposable
{
    public ImageDetails Details { get; init; } = ImageDetails.None;

    /// <summary>Which of several entries with this name in an archive; 0 for the first, and for every file.</summary>
    public int Entry { get; init; }

    /// <summary>The part of its source that it is in, if the parts are remembered one by one.</summary>
    public SourcePart? Part { get; init; }

    /// <summary>Bytes that it keeps in memory until it has been sent.</summary>
    public virtual long BufferedBytes => 0;

    /// <summary>The caption in a file beside it; null if there is none.</summary>
    public virtual string? ReadCaption() => null;

    /// <summary>Adds to the details of an image what its source itself knows of it.</summary>
    public virtual ImageDetails Complete(ImageDetails details) => details;

    /// <summary>Copies the bytes that are gone once its source moves on to the next image.</summary>
    /// <exception cref="UnreadableImageException">It cannot be read.</exception>
    public virtual ImageFile Buffer() => this;

    /// <summary>Its bytes, <see cref="Length"/> of them.</summary>
    public abstract Stream Open();

    /// <summary>Says, once the bytes have been read, how the file changed meanwhile; null if it did not.</summary>
    public virtual string? FindChange(Stream read) => null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
