using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Images;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Search.Batching;

/// <summary>
/// Answers many searches in one request, with a line of JSON for each. A few are in progress at once; the next begins when one has been sent, so a
/// client that reads slowly is worked for slowly. Each has the deadline of a search, and one that the server is too busy for is tried again until
/// then.
/// </summary>
internal sealed partial class BatchHandler(
    Searcher searcher, PostedSearch posted, IOptions<SearchOptions> options, TimeProvider time, ILogger<BatchHandler> log)
{
    public const string MediaType = "application/x-ndjson";
    public const string Ready = "ready";
    public const string Asked = "asked";

    private const string Searches = "searches";
    private const string Order = "order";

    private readonly TimeSpan _deadline = options.Value.Deadline;

    public async Task AnswerAsync(HttpContext http)
    {
        using var memory = posted.Open();
        var body = new JsonParameters(await PostedSearch.ReadJsonAsync(http.Request, memory, http.RequestAborted), "The body", Searches, Order);
        var (searches, inOrder) = (ReadSearches(body), ReadOrder(body));

        var response = http.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await SendAsync(http, searches, inOrder);
    }

    private static ImmutableArray<JsonElement> ReadSearches(JsonParameters body) => body.Member(Searches) switch
    {
        { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() is > 0 and <= BatchLimits.MaxSearches => [.. array.EnumerateArray()],
        { ValueKind: JsonValueKind.Array } array =>
            throw Wrong.Invalid($"{Searches} must have 1 to {BatchLimits.MaxSearches} entries, not {array.GetArrayLength()}: split the batch."),
        _ => throw Wrong.Invalid($"{Searches} is required: an array of searches, each as POST /search takes it."),
    };

    private static bool ReadOrder(JsonParameters body) => body.Text(Order) switch
    {
        null or Ready => false,
        Asked => true,
        { } other => throw Wrong.Invalid($"{Order} must be {Ready} or {Asked}, not '{Wrong.Short(other)}'."),
    };

    private async Task SendAsync(HttpContext http, ImmutableArray<JsonElement> searches, bool inOrder)
    {
        List<Task<Line>> running = [];
        var next = 0;
        try
        {
            while (next < searches.Length || running.Count > 0)
            {
                while (next < searches.Length && running.Count < BatchLimits.AtOnce)
                {
                    running.Add(AskAsync(http, next, searches[next]));
                    next++;
                }

                var done = inOrder ? running[0] : await Task.WhenAny(running);
                Write(http, await done);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
                running.Remove(done);
            }
        }
        finally
        {
            // After a disconnect they end at once. The body's memory must not be returned before.
            await Task.WhenAll(running);
        }
    }

    /// <summary>Answers one search. It never throws: a failure is a line too.</summary>
    private async Task<Line> AskAsync(HttpContext http, int index, JsonElement search)
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(_deadline, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, deadline.Token);
        try
        {
            var body = new JsonParameters(search, $"{Searches}[{index}]", SearchQuestion.Names);
            var question = SearchQuestion.Read(body, TermReader.ReadAll(body));
            var found = await PatientlyAsync(question, http.Request.AsksFresh(), started, limit.Token);
            return new Line(index, question, found, Timings.Of(found.Answer, started), null);
        }
#pragma warning disable CA1031 // Whatever fails, the other searches are answered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var failure = Failure.Of(exception);
            if (failure.IsOurs)
            {
                LogFailed(index, exception);
            }

            return new Line(index, default, default, default, failure);
        }
    }

    private async Task<Found> PatientlyAsync(SearchQuestion question, bool fresh, long started, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await searcher.AnswerAsync(question, fresh, started, cancellationToken);
            }
            catch (Txt2ImageException exception) when (exception.Code == ErrorCode.Overloaded && Fits(exception.RetryAfter, started))
            {
                await Task.Delay(exception.RetryAfter!.Value, time, cancellationToken);
            }
        }
    }

    private bool Fits(TimeSpan? wait, long started) => wait is { } later && Stopwatch.GetElapsedTime(started) + later < _deadline;

    private static void Write(HttpContext http, Line line)
    {
        var output = http.Response.BodyWriter;
        if (line.Failure is { } failure)
        {
            var problem = new BatchLineBody(line.Index, null, Problem.Of(http, failure), Problem.RetryAfter(failure));
            output.Write(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Lines.BatchLineBody));
        }
        else
        {
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{line.Index},\"answer\":")));
            var urls = new ImageUrls(http.Request.PathBase, line.Found.Collection.Name);
            SearchAnswerWriter.Write(output, line.Question, line.Found, urls, line.Timings);
            output.Write("}"u8);
        }

        output.Write("\n"u8);
    }

    [LoggerMessage(LogLevel.Error, "Search {Index} of a batch failed")]
    private partial void LogFailed(int index, Exception exception);

    /// <param name="Index">Which search it answers.</param>
    /// <param name="Question">The search.</param>
    /// <param name="Found">Its answer.</param>
    /// <param name="Timings">How long it took.</param>
    /// <param name="Failure">Why it has no answer; null if it has one.</param>
    private sealed record Line(int Index, SearchQuestion Question, Found Found, Timings Timings, Failure? Failure);
}
