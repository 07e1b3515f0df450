using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Support;

internal static class PlainSearch
{
    /// <summary>Searches as the store is set.</summary>
    public static Task<IReadOnlyList<Hit>> SearchAsync(
        this IVectorStore store, Guid collection, ReadOnlyMemory<float> query, int k, Filter? filter, CancellationToken cancellationToken) =>
        store.SearchAsync(collection, query, k, filter, ef: null, cancellationToken);

    /// <summary>Searches for the whole answer.</summary>
    public static Task<IReadOnlyList<Hit>> SearchAsync(
        this IVectorStore store, Guid collection, ReadOnlyMemory<float> query, int k, Filter? filter, int? ef, CancellationToken cancellationToken) =>
        store.SearchAsync(collection, query, k, filter, ef, progress: null, cancellationToken);
}
