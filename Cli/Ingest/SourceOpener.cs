using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Datasets;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>Opens the source that the command line names: a folder, a file, a pattern, an archive, a list.</summary>
internal static class SourceOpener
{
    public const string List = "-";

    /// <summary>The text as the address of an archive, if it is one.</summary>
    public static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <exception cref="UsageException">There is no such file or folder.</exception>
    public static ISource Open(CliEnvironment environment, IngestRequest request)
    {
        var path = Path.TrimEndingDirectorySeparator(environment.FullPath(request.Source));
        if (request.Source == List)
        {
            return FileList.Read(environment.In, environment.WorkingDirectory);
        }

        if (Directory.Exists(path))
        {
            return ShardFinder.OfFolder(path, request) ?? (ISource)new FolderSource(path, request.Filter, request.FollowLinks);
        }

        if (File.Exists(path))
        {
            if (path.EndsWith(ParquetTable.Ending, StringComparison.OrdinalIgnoreCase))
            {
                return ParquetSource.Of(path, request.Filter);
            }

            return ArchiveNames.Have(path) ? ArchiveFile.Open(path, path, request.Filter, request.Names) : FileList.Of(path);
        }

        if (ArchiveNames.Have(path) && (Glob.IsPattern(path) || BraceRange.Has(path)))
        {
            return ShardFinder.OfPattern(path.Replace(Path.DirectorySeparatorChar, '/'), request);
        }

        if (Glob.IsPattern(request.Source))
        {
            return OfPattern(path, request);
        }

        throw new UsageException(
            $"there is no file or folder '{request.Source}'" + (FileFinder.IsNotUtf8(request.Source) ? $", or {FileFinder.NotUtf8}" : ""));
    }

    /// <summary>The folder that a pattern starts in, and the pattern from there on.</summary>
    private static FolderSource OfPattern(string path, IngestRequest request)
    {
        if (request.Filter.Includes)
        {
            throw new UsageException("--include needs a folder or an archive; PATH is a pattern already");
        }

        var name = path.Replace(Path.DirectorySeparatorChar, '/');
        var start = name.LastIndexOf('/', name.AsSpan().IndexOfAny('*', '?', '['));
        var folder = start > 0 ? name[..start] : Path.GetPathRoot(path)!;
        return Directory.Exists(folder)
            ? new FolderSource(folder, request.Filter.With(name[(start + 1)..]), request.FollowLinks, identity: path)
            : throw new UsageException($"there is no folder '{folder}' for the pattern '{request.Source}'");
    }
}
