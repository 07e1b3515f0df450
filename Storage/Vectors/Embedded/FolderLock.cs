namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>Holds a folder for one process: a file open without sharing, which the system releases even if the process is killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreException"><see cref="StoreFault.Locked"/>, or what the file system says.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (FileFaults.IsLocked(exception))
        {
            const string Remedy = "Stop the process that holds it, or give this one another data directory (Txt2Image:DataDirectory).";
            throw new StoreException(StoreFault.Locked, $"The folder {folder} is in use by another process. {Remedy}", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
