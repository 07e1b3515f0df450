using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Calls;

namespace Txt2Image.Api.Collections;

/// <summary>Reads a collection's images in the order of their ids, in messages of a bounded size.</summary>
internal sealed class CollectionPages(IGrainFactory grains)
{
    // A megabyte with embeddings of 1,024 numbers.
    private const int MostInMessage = 250;

    /// <summary>The first <paramref name="limit"/> images after an id, or from the start.</summary>
    public async Task<IReadOnlyList<ListedImage>> ReadAsync(
        Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken)
    {
        List<ListedImage> images = [];
        while (images.Count < limit)
        {
            var asked = Math.Min(MostInMessage, limit - images.Count);
            var page = await Retry.CallAsync(
                (Listing: grains.GetGrain<IImageListingGrain>(0), collection, after, asked, embeddings),
                static (call, token) =>
                    new ValueTask<ImmutableArray<ListedImage>>(call.Listing.PageAsync(call.collection, call.after, call.asked, call.embeddings, token)),
                cancellationToken);
            images.AddRange(page);
            if (page.Length < asked)
            {
                break;
            }

            after = page[^1].Id;
        }

        return images;
    }
}
