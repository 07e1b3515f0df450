using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Sources;

/// <summary>Where a model's files come from: a hub, or a folder.</summary>
internal interface IModelSource : IDisposable
{
    /// <summary>What it has.</summary>
    /// <exception cref="HubException">It cannot be read.</exception>
    Task<HubRepository> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Fetches one of its files to a path. What an earlier run has left is used.</summary>
    /// <exception cref="HubException">It cannot be fetched, or is damaged.</exception>
    Task FetchAsync(HubFile file, string path, DownloadProgress progress, CancellationToken cancellationToken);
}
