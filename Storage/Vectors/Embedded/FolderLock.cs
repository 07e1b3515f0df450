namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>Locks a folder for one process: a file opened without sharing, which the system releases even if the process is killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreException"><see cref="StoreFault.Locked"/>, or the translation of a file system error.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (FileFaults.IsLocked(exception))
        {
            const string Remedy = "Stop that process, or set another data directory (Txt2Image:DataDirectory).";
            throw new StoreException(StoreFault.Locked, $"The folder {folder} is in use by another process. {Remedy}", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
