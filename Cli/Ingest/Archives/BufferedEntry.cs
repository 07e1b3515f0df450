namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The bytes of an archive's entry, kept in memory or in a temporary file until they have been sent.</summary>
internal sealed record BufferedEntry : PackedImage
{
    private readonly byte[] _bytes;
    private readonly FileStream? _file;

    private BufferedEntry(ArchiveEntry entry, byte[] bytes, FileStream? file) : base(entry.Name, entry.Path, entry.Length, entry.Modified) =>
        (_bytes, _file, Details, Part, Beside) = (bytes, file, entry.Details, entry.Part, entry.Beside);

    public override long BufferedBytes => _bytes.Length;

    public static BufferedEntry InMemory(ArchiveEntry entry) => new(entry, new byte[entry.Length], null);

    public static BufferedEntry InFile(ArchiveEntry entry) => new(entry, [], TemporaryFile.Create(FileAccess.Write));

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

    private static FileStream Another(FileStream file, FileAccess access) => new(file.Name, FileMode.Open, access, TemporaryFile.ByAll);
}
