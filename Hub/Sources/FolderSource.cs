using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Sources;

/// <summary>A folder with a model, or a snapshot in the cache of Hugging Face, whose files are links.</summary>
/// <param name="folder">The folder.</param>
/// <param name="commit">The commit of the snapshot, or "".</param>
internal sealed class FolderSource(string folder, string commit) : IModelSource
{
    public Task<HubRepository> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
            HubFile[] files =
            [
                .. Directory.EnumerateFiles(folder, "*", options).Select(path =>
                    new HubFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), Target(path).Length, null)),
            ];
            return Task.FromResult(new HubRepository(commit, null, files));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{folder} cannot be read ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    public async Task FetchAsync(HubFile file, string path, DownloadProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var source = File.OpenRead(Path.Combine(folder, file.Path));
            await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var buffer = new byte[1 << 20];
            progress.MoveTo(0);
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                progress.Came(count);
            }

            target.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{file.Path} cannot be copied to {path} ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    public void Dispose()
    {
    }

    private static FileInfo Target(string path) => (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
}
