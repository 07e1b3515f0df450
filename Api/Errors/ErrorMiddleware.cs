
namespace Txt2Image.Api.Errors;

/// <summary>Converts every failure to a response: exceptions, and error statuses that the web framework set without a body.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, RouteHints routes, AllowedMethods methods, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception)
        {
            await AnswerAsync(http, exception);
            return;
        }

        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
        {
            http.Response.Headers.Allow = methods.Of(http.Request.Path);
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }

        var isBare = http.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null };
        if (isBare)
        {
            await Problem.WriteAsync(http, Bare(http));
        }
    }

    private Task AnswerAsync(HttpContext http, Exception exception)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: nobody reads an answer, and this is not a failure.
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return Task.CompletedTask;
        }

        var failure = Failure.Of(exception);
        if (failure.IsOurs)
        {
            Failed(http.Request.Method, http.Request.Path, exception);
        }

        if (!http.Response.HasStarted)
        {
            return Problem.WriteAsync(http, failure);
        }

        http.Abort();
        return Task.CompletedTask;
    }

    private Failure Bare(HttpContext http)
    {
        var request = http.Request;
        return ErrorTable.From(http.Response.StatusCode) switch
        {
            ErrorCode.NotFound => new(ErrorCode.NotFound, routes.NotFound(request.Path)),
            ErrorCode.MethodNotAllowed => new(
                ErrorCode.MethodNotAllowed, $"{request.Path} supports {http.Response.Headers.Allow}, not {request.Method}."),
            var code => new(code, ErrorTable.Of(code).Title + "."),
        };
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void Failed(string method, string path, Exception exception);
}
