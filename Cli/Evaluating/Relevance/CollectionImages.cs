using System.Runtime.CompilerServices;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>Lists the images of a collection, page by page.</summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection.</param>
/// <param name="filter">What the images must satisfy; null for all images.</param>
internal sealed class CollectionImages(Txt2ImageClient client, string collection, string? filter)
{
    private const int PageSize = 1000;

    public async IAsyncEnumerable<ListedImage> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in filter is null ? PagesAsync(cancellationToken) : FilteredPagesAsync(filter, cancellationToken))
        {
            foreach (var image in page)
            {
                yield return image;
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ListedImage>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? after = null;
        do
        {
            var page = await client.ListImagesAsync(collection, after, PageSize, cancellationToken: cancellationToken);
            yield return page.Images;
            after = page.Next;
        }
        while (after is not null);
    }

    private async IAsyncEnumerable<IReadOnlyList<ListedImage>> FilteredPagesAsync(
        string passing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await client.ListNewestImagesAsync(collection, after, PageSize, passing, cancellationToken);
            yield return page.Images;
            after = page.Next;
        }
        while (after is not null);
    }
}
