using System.Net;

namespace Txt2Image.Hub.Downloads;

/// <summary>Downloads one file of a repository. What an earlier run has left in <c>PATH.part</c> is kept, and the rest is fetched.</summary>
/// <param name="client">The hub.</param>
/// <param name="settings">Its settings.</param>
/// <param name="repository">The repository.</param>
/// <param name="commit">The commit.</param>
internal sealed class FileDownload(HubClient client, HubSettings settings, string repository, string commit)
{
    /// <summary>Downloads a file, checks its length and hash, and gives it its name.</summary>
    /// <exception cref="HubException">It cannot be downloaded, or is damaged each time.</exception>
    public async Task RunAsync(HubFile file, string path, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var isFirst = true; ; isFirst = false)
        {
            await Retries.RunAsync(settings, attempt => FetchAsync(file, part, progress, attempt), cancellationToken);
            if (file.Hash is null || await FileHash.MatchesAsync(part, file.Hash, cancellationToken))
            {
                File.Move(part, path, overwrite: true);
                return;
            }

            File.Delete(part);
            if (!isFirst)
            {
                throw new HubException(
                    $"{file.Path} of {repository} came damaged twice: its checksum is not the one that {settings.Hub} states. " +
                    "A proxy on the way may change files, or the mirror's copy is damaged; try again later or with another HF_ENDPOINT.");
            }
        }
    }

    private async Task<bool> FetchAsync(HubFile file, string part, DownloadProgress progress, Attempt attempt)
    {
        await using var target = Open(part);
        if (target.Length > file.Size)
        {
            target.SetLength(0);
        }

        progress.MoveTo(target.Length);
        if (target.Length == file.Size)
        {
            return true;
        }

        using var response = await client.OpenAsync(repository, commit, file.Path, target.Length, attempt.Stop);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != target.Length)
        {
            target.SetLength(0);
            progress.MoveTo(0);
        }

        target.Seek(0, SeekOrigin.End);
        await using var body = await response.Content.ReadAsStreamAsync(attempt.Stop);
        var buffer = new byte[256 << 10];
        while (await body.ReadAsync(buffer, attempt.Stop) is > 0 and var count)
        {
            await WriteAsync(target, buffer.AsMemory(0, count), attempt.Stop);
            progress.Came(count);
            attempt.Progressed();
        }

        target.Flush(flushToDisk: true);
        return target.Length == file.Size ? true
            : target.Length < file.Size ? throw new IOException("the connection ended early")
            : throw new HubException($"{file.Path} of {repository} is longer than {settings.Hub} states. Check HF_ENDPOINT.");
    }

    private static FileStream Open(string part)
    {
        try
        {
            return new(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(part, exception);
        }
    }

    /// <summary>A full disk is no failure of the network, and does not pass by itself.</summary>
    private static async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            throw CannotWrite(target.Name, exception);
        }
    }

    private static HubException CannotWrite(string path, Exception exception) => new(
        $"{path} cannot be written ({exception.Message.TrimEnd('.')}). Make room or choose another folder of models; run the same command again, " +
            "and it goes on where it stopped.",
        exception);
}
