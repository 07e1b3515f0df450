namespace Txt2Image.Cli.Terminal;

/// <summary>A file that is written beside its place, and takes the place of an earlier one only when it is complete.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _path;
    private bool _isComplete;

    private PartFile(string path, FileStream stream) => (_path, Stream) = (path, stream);

    public FileStream Stream { get; }

    private string Part => Stream.Name;

    /// <exception cref="RunFailedException">The folder cannot be written.</exception>
    public static PartFile Create(string path)
    {
        try
        {
            return new PartFile(path, new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(Part, _path, overwrite: true);
            _isComplete = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(_path, exception);
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_isComplete)
        {
            File.Delete(Part);
        }
    }

    private static RunFailedException Unwritable(string path, Exception exception) => new($"'{path}' cannot be written: {exception.Message}");
}
