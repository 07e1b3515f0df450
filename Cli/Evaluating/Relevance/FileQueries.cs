using Txt2Image.Cli.Evaluating.Queries;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>
/// The queries of a file. The file is read twice: first for the names that it has, which are then looked up in one walk over the collection, and
/// later for the queries themselves.
/// </summary>
internal sealed class FileQueries : IQuerySource
{
    private readonly QueryFile _file;
    private readonly WantedImages _wanted;

    private FileQueries(QueryFile file, QueryFileContent content, long count, WantedImages wanted) =>
        (_file, Content, Count, _wanted) = (file, content, count, wanted);

    /// <summary>What the file has.</summary>
    public QueryFileContent Content { get; }

    public long? Count { get; }

    /// <summary>Reads the names of a file, and looks them up.</summary>
    /// <param name="file">The file.</param>
    /// <param name="groupField">A field of the images for the breakdown, if the file has no such column; null for none.</param>
    /// <param name="images">The images of the collection.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Terminal.UsageException">The file cannot be read, or has no query.</exception>
    public static async Task<FileQueries> OpenAsync(
        QueryFile file, string? groupField, IAsyncEnumerable<ListedImage> images, CancellationToken cancellationToken)
    {
        var content = new QueryFileContent();
        var names = new WantedNames();
        var count = 0L;
        foreach (var query in file.Read(content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Add(query.Judgements);
            count++;
        }

        var wanted = new WantedImages(names, content.HasGroups ? null : groupField);
        await foreach (var image in images.WithCancellation(cancellationToken))
        {
            wanted.Match(image);
        }

        return new FileQueries(file, content, count, wanted);
    }

    /// <summary>Whether several images match a name by the end of their paths alone, so that it does not say which.</summary>
    public bool IsAmbiguous(string image) => _wanted.IsAmbiguous(image);

    public IAsyncEnumerable<PreparedQuery> ReadAsync(CancellationToken cancellationToken) =>
        _file.Read(new QueryFileContent()).Select(_wanted.Prepare).ToAsyncEnumerable();
}
