using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>Reads the embeddings of stored images that are terms of queries, within the store's deadline.</summary>
internal sealed class ExampleReader(IVectorStore store, IOptions<SearchOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly StoreDeadline _deadline = new(options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>The embedding of an image, a unit vector.</summary>
    /// <exception cref="Txt2ImageException">NotFound: the collection does not have it. Unavailable: the store does not answer.</exception>
    public async Task<float[]> ReadAsync(ExampleImage image, CancellationToken cancellationToken)
    {
        var found = await _deadline.CallAsync(
            (store, image),
            static (call, token) => call.store.GetAsync(call.image.Collection, [call.image.Image], withVectors: true, token),
            cancellationToken);
        return found is [var point]
            ? point.Vector.ToArray()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection has no image {image.Image:D} to search with as an example.");
    }
}
