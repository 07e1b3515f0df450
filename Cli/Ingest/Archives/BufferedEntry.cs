using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The bytes of an archive's entry, kept in memory or in a temporary file until they have been sent.</summary>
internal sealed record BufferedEntry : ImageFile
{
    private const FileShare ByAll = FileShare.ReadWrite | FileShare.Delete;
    private readonly byte[] _bytes;
    private readonly FileStream? _file;

    private BufferedEntry(ArchiveEntry entry, byte[] bytes, FileStream? file) : base(entry.Name, entry.Path, entry.Length, entry.Modified) =>
        (_bytes, _file, Details) = (bytes, file, entry.Details);

    public override long BufferedBytes => _bytes.Length;

    public static BufferedEntry InMemory(ArchiveEntry entry) => new(entry, new byte[entry.Length], null);

    public static BufferedEntry InFile(ArchiveEntry entry)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"txt2image-{Guid.NewGuid():N}");
        return new(entry, [], new FileStream(path, FileMode.CreateNew, FileAccess.Write, ByAll, bufferSize: 0, FileOptions.DeleteOnClose));
    }

    /// <summary>Where its bytes are written, once.</summary>
    public Stream Write() => _file is null ? new MemoryStream(_bytes) : Another(_file, FileAccess.Write);

    public override Stream Open() => _file is null ? new MemoryStream(_bytes, writable: false) : Another(_file, FileAccess.Read);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FileStream Another(FileStream file, FileAccess access) => new(file.Name, FileMode.Open, access, ByAll);
}
