using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>A source, downloaded first if it is an address. A download is kept until everything in it was added.</summary>
internal sealed class OpenedSource : IDisposable
{
    private readonly ArchiveDownload? _download;

    private OpenedSource(ISource source, ArchiveDownload? download) => (Source, _download) = (source, download);

    public ISource Source { get; }

    public static async Task<OpenedSource> OpenAsync(CliEnvironment environment, IngestRequest request, CancellationToken cancellationToken)
    {
        if (SourceOpener.AddressOf(request.Source) is { } address)
        {
            return await DownloadAsync(environment, request, address, cancellationToken);
        }

        var source = SourceOpener.Open(environment, request);
        if (request.Checksum is not null && source is not (ZipSource or TarSource))
        {
            throw new UsageException("--checksum needs an archive");
        }

        if (request.HasNamesEncoding && source is not (ZipSource or TarSource or ShardSource))
        {
            throw new UsageException("--names-encoding needs an archive");
        }

        if (!request.Filter.IsAll && source is FileList)
        {
            throw new UsageException("--include and --exclude need a folder, a pattern or an archive");
        }

        await ArchiveDownload.CheckAsync(source.Identity, request.Checksum, cancellationToken);
        return new OpenedSource(source, null);
    }

    /// <summary>Everything in it was added.</summary>
    public void Finish() => _download?.Delete();

    public void Dispose() => _download?.Dispose();

    private static async Task<OpenedSource> DownloadAsync(
        CliEnvironment environment, IngestRequest request, Uri address, CancellationToken cancellationToken)
    {
        var folder = request.StateFolder ?? Path.Combine(Path.GetTempPath(), "txt2image");
        Create(folder);
        var path = new StateFiles(folder).DownloadOf(address);
        var download = new ArchiveDownload(address, path, environment.Time);
        try
        {
            await using (new ProgressLine(environment, download.Progress))
            {
                await download.RunAsync(cancellationToken);
            }

            await ArchiveDownload.CheckAsync(path, request.Checksum, cancellationToken);
            return new OpenedSource(ArchiveFile.Open(path, address.AbsoluteUri, request.Filter, request.Names), download);
        }
        catch (RunFailedException)
        {
            // If a complete but wrong archive were kept, the next run would only find it again.
            if (download.IsWhole)
            {
                download.Delete();
            }

            download.Dispose();
            throw;
        }
    }

    private static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"nothing can be downloaded into '{folder}' ({exception.Message.TrimEnd('.')}): give another folder with --state");
        }
    }
}
