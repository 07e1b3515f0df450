namespace Txt2Image.Storage.Images;

/// <summary>
/// The calls by which <see cref="FolderImageStore"/> writes. A test replaces them by a disk that forgets what was not flushed, and cuts its power at
/// every step.
/// </summary>
internal interface IFiles
{
    /// <summary>Whether a file is there.</summary>
    bool HasFile(string path);

    /// <summary>Whether a folder is there.</summary>
    bool HasFolder(string path);

    /// <summary>Creates a folder and its missing parents, all durable.</summary>
    void CreateFolder(string path);

    /// <summary>Makes the entries of all folders above one durable.</summary>
    void SyncParents(string path);

    /// <summary>Makes the entries of a folder durable: a flushed file can be lost with its folder's entry for it.</summary>
    void SyncFolder(string path);

    /// <summary>Creates a file.</summary>
    /// <param name="path">Its path; nothing is there yet.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="flush">Whether the content is durable when this returns.</param>
    void Create(string path, ReadOnlySpan<byte> bytes, bool flush);

    /// <summary>Renames a file; one that is there is replaced.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file, if it is there.</summary>
    void Delete(string path);
}

/// <summary>The real disk.</summary>
internal sealed class DiskFiles : IFiles
{
    public bool HasFile(string path) => File.Exists(path);

    public bool HasFolder(string path) => Directory.Exists(path);

    public void CreateFolder(string path) => Durable.CreateFolder(path);

    public void SyncParents(string path) => Durable.SyncParents(path);

    public void SyncFolder(string path) => Durable.SyncFolder(path);

    public void Create(string path, ReadOnlySpan<byte> bytes, bool flush)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
        if (flush)
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);
}
