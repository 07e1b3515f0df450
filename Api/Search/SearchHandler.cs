using System.Diagnostics;
using Txt2Image.Api.Images;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Search;

/// <summary>
/// Answers searches by GET and POST. Cached answers are a hot path, so nothing is copied here, and reflection is not used. The log has a line for
/// each, without what was searched for.
/// </summary>
internal sealed partial class SearchHandler(Searcher searcher, PostedSearch posted, ILogger<SearchHandler> logger)
{
    /// <param name="http">The request.</param>
    /// <param name="collection">The collection that the path names, or null.</param>
    public Task GetAsync(HttpContext http, string? collection)
    {
        var started = Stopwatch.GetTimestamp();
        return AnswerAsync(http, SearchQuestion.Read(new QueryParameters(http.Request.Query), []).In(collection), started);
    }

    /// <param name="http">The request.</param>
    /// <param name="collection">The collection that the path names, or null.</param>
    public async Task PostAsync(HttpContext http, string? collection)
    {
        var started = Stopwatch.GetTimestamp();
        using var memory = posted.Open();
        var body = new JsonParameters(await PostedSearch.ReadJsonAsync(http.Request, memory, http.Deadline()), "The body", SearchQuestion.Names);
        await AnswerAsync(http, SearchQuestion.Read(body, TermReader.ReadAll(body)).In(collection), started);
    }

    public async Task PostImageAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        using var memory = posted.Open();
        var image = new AskedTerm.Image(1, await posted.ReadImageAsync(http.Request, memory, http.Deadline()));
        await AnswerAsync(http, SearchQuestion.Read(new QueryParameters(http.Request.Query), [image]), started);
    }

    private async Task AnswerAsync(HttpContext http, SearchQuestion question, long started)
    {
        var found = await searcher.AnswerAsync(question, http.Request.AsksFresh(), started, http.Deadline());
        var timings = Timings.Of(found.Answer, started);
        var response = http.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers["Server-Timing"] = timings.ServerTiming;
        SearchAnswerWriter.Write(response.BodyWriter, question, found, new ImageUrls(http.Request.PathBase, found.Collection.Name), timings);
        response.ContentLength = response.BodyWriter.UnflushedBytes;
        await response.BodyWriter.FlushAsync(http.RequestAborted);
        LogSearch(logger, found.Collection.Name, found.Answer.Hits.Length, timings.Total, timings.Cache);
    }

    [LoggerMessage(LogLevel.Information, "search of {Collection}: {Hits} hits in {Milliseconds} ms, cache: {Cache}")]
    private static partial void LogSearch(ILogger logger, string collection, int hits, double milliseconds, string cache);
}
