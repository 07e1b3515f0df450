namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Files for what is too large for memory; each is deleted when it is closed.</summary>
internal static class TemporaryFile
{
    public const FileShare ByAll = FileShare.ReadWrite | FileShare.Delete;

    public static FileStream Create(FileAccess access)
    {
        var path = Path.Combine(Path.GetTempPath(), $"txt2image-{Guid.NewGuid():N}");
        return new FileStream(path, FileMode.CreateNew, access, ByAll, bufferSize: 0, FileOptions.DeleteOnClose);
    }
}
