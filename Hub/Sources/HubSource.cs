using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Sources;

/// <summary>A repository of a hub. What the cache of Hugging Face's tools has is copied instead of downloaded.</summary>
internal sealed class HubSource(HubSettings settings, string repository, string revision) : IModelSource
{
    private readonly HubClient _client = new(settings);
    private readonly HubCache _cache = new(settings.Cache, repository);
    private string _commit = "";

    public void Dispose() => _client.Dispose();

    public async Task<HubRepository> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await _client.ReadAsync(repository, revision, cancellationToken);
        _commit = found.Commit;
        return found;
    }

    public async Task FetchAsync(HubFile file, string path, DownloadProgress progress, CancellationToken cancellationToken)
    {
        if (file.Hash is { } hash && _cache.Blob(hash) is { } blob && await FileHash.MatchesAsync(blob, hash, cancellationToken))
        {
            using var local = new FolderSource(Path.GetDirectoryName(blob)!, _commit);
            await local.FetchAsync(file with { Path = Path.GetFileName(blob) }, path, progress, cancellationToken);
            return;
        }

        await new FileDownload(_client, settings, repository, _commit).RunAsync(file, path, progress, cancellationToken);
    }
}
