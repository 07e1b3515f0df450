using Microsoft.Extensions.Options;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Images;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Search.Watching;

/// <summary>
/// Streams new images that match a question, as Server-Sent Events. Nothing is buffered for a client: while it does not read, nothing is asked for
/// it, and afterwards it goes on from where it was.
/// </summary>
internal sealed partial class WatchHandler(
    GrainClient grains,
    ServedModels models,
    Composer composer,
    WatchGate gate,
    IOptions<Txt2ImageOptions> server,
    IOptions<SearchOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WatchHandler> log)
{
    /// <summary>How often the collection's version is looked at.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How often something is sent, so that proxies keep the connection, and the collection's writer is asked, so that it stays where it is and
    /// remembers.
    /// </summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private const int RetryMilliseconds = 3000;
    private const string Missed = "Images may have been added that are not reported here, because the server does not remember them: search again.";

    /// <summary>Failures after which the stream goes on.</summary>
    private static readonly ErrorCode[] Passing = [ErrorCode.Unavailable, ErrorCode.Timeout, ErrorCode.Overloaded];

    public async Task WatchAsync(HttpContext http)
    {
        var question = SearchQuestion.Read(new QueryParameters(http.Request.Query), []);
        using var place = gate.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var watch = new Watch(grains, models, composer, question, question.Collection ?? server.Value.DefaultCollection);
        var since = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : null;
        await InTimeAsync(token => watch.BeginAsync(since, token), end.Token);

        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        var events = new EventWriter(response.BodyWriter);
        events.Retry(RetryMilliseconds);
        var body = new WatchingBody(watch.Collection.Name, watch.Collection.ModelName, watch.Version);
        events.Event("watching", body, ApiJson.Plain.WatchingBody, watch.HasAdded || watch.HasGap ? null : watch.Version);
        try
        {
            await FollowAsync(http, watch, events, end.Token);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            // The stream ends with the server, whatever fails while it stops, and the client connects again to the next one.
        }
    }

    private async Task FollowAsync(HttpContext http, Watch watch, EventWriter events, CancellationToken cancellationToken)
    {
        var (sent, position) = (time.GetTimestamp(), "");
        while (true)
        {
            var isQuiet = time.GetElapsedTime(sent) >= KeepAlive;
            if (isQuiet)
            {
                events.Comment("keep-alive");
                sent = time.GetTimestamp();
            }

            try
            {
                await InTimeAsync(token => watch.LookAsync(always: isQuiet, token), cancellationToken);
                await SendAsync(http, watch, events, cancellationToken);
                if (watch.Version != position)
                {
                    events.Position(position = watch.Version);
                    sent = time.GetTimestamp();
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = Failure.Of(exception);
                if (!Passing.Contains(failure.Code))
                {
                    await EndAsync(http, events, failure, exception);
                    return;
                }
            }

            await http.Response.BodyWriter.FlushAsync(cancellationToken);
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Sends the events of the images that were added.</summary>
    private async Task SendAsync(HttpContext http, Watch watch, EventWriter events, CancellationToken cancellationToken)
    {
        if (watch.HasGap)
        {
            events.Event("gap", new GapBody(watch.Version, Missed), ApiJson.Plain.GapBody);
            watch.HasGap = false;
        }

        var urls = new ImageUrls(http.Request.PathBase, watch.Collection.Name);
        while (watch.HasAdded)
        {
            using var limit = Limit(cancellationToken);
            events.Images(await watch.MatchAsync(limit.Token), urls);
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    private async Task EndAsync(HttpContext http, EventWriter events, Failure failure, Exception exception)
    {
        if (failure.IsOurs)
        {
            LogFailed(exception);
        }

        events.Event("problem", Problem.Of(http, failure), ApiJson.Plain.Problem);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Gives a step the deadline of a search.</summary>
    private async Task InTimeAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        await step(limit.Token);
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Deadline);
        return limit;
    }

    [LoggerMessage(LogLevel.Error, "A standing question failed")]
    private partial void LogFailed(Exception exception);
}
