namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>
/// A query. Its key is the query itself, without loss: <c>text/clip:red bicycle</c> is the text as cleaned by the tokenizer called clip. The grain
/// runs equal queries once and is their first cache.
/// </summary>
[Alias("txt2image.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>Returns the images of one collection that are nearest to the query.</summary>
    /// <exception cref="Txt2ImageException">
    /// NotFound (the collection was deleted), Unavailable, Timeout or Internal. Overload is reported as a result.
    /// </exception>
    [Alias("Search"), ResponseTimeout("00:00:06")]
    ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}
