using System.Diagnostics;
using Txt2Image.Api.Images;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Search;

/// <summary>Answers a search with the bytes of the best image.</summary>
internal sealed class BestImage(Searcher searcher, ImageServer images)
{
    public async Task GetAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        var cancellationToken = http.Deadline();
        var question = SearchQuestion.Read(new QueryParameters(http.Request.Query), []) with { K = 1 };
        var (collection, answer, _, _) = await searcher.AnswerAsync(question, http.Request.AsksFresh(), started, cancellationToken);
        if (answer.Hits.IsDefaultOrEmpty)
        {
            throw new Txt2ImageException(
                ErrorCode.NotFound,
                question.Filter is null
                    ? $"The collection '{collection.Name}' has no images yet: add some with POST /collections/{collection.Name}/images."
                    : $"No image in the collection '{collection.Name}' matches the filter: use a less strict one.");
        }

        var best = answer.Hits[0].Id;
        http.Response.Headers.ContentLocation = new ImageUrls(http.Request.PathBase, collection.Name).Image(best);
        await images.SendAsync(http, new ImageKey(collection.Id, best), ImageKind.Original, isItsOwnUrl: false, cancellationToken);
    }
}
