namespace Txt2Image.Hub.Sources;

/// <summary>
/// A repository in the cache of Hugging Face's tools: <c>models--ORGANISATION--NAME</c> with <c>blobs/HASH</c>, <c>refs/REVISION</c> and
/// <c>snapshots/COMMIT</c>. It is only read.
/// </summary>
internal sealed class HubCache(string cache, string repository)
{
    private readonly string _folder = Path.Combine(cache, "models--" + repository.Replace("/", "--", StringComparison.Ordinal));

    /// <summary>The file with this content; null if it is not there.</summary>
    public string? Blob(string hash)
    {
        var path = Path.Combine(_folder, "blobs", hash);
        return File.Exists(path) ? path : null;
    }

    /// <summary>The snapshot of a branch, tag or commit; null if it is not there.</summary>
    public FolderSource? Snapshot(string revision)
    {
        var reference = Path.Combine(_folder, "refs", revision);
        var commit = File.Exists(reference) ? File.ReadAllText(reference).Trim() : revision;
        var path = Path.Combine(_folder, "snapshots", commit);
        return Directory.Exists(path) ? new(path, commit) : null;
    }
}
