namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>
/// One question. Its key is the question itself, losslessly: <c>text/clip:red bicycle</c> is the text as the tokenizer named clip cleans it.
/// It is the single flight of all equal questions, and their nearest cache.
/// </summary>
[Alias("txt2image.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>The question's nearest images in one collection.</summary>
    /// <exception cref="Txt2ImageException">NotFound (the collection is gone), Unavailable, Timeout or Internal. Overload is a result.</exception>
    [Alias("Search"), ResponseTimeout("00:00:06")]
    ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}
