namespace Txt2Image.Api.Hosting.Proxy;

/// <summary>
/// Makes the path that clients see the base of every URL that the server returns, whether the proxy keeps it in the request's path or removes it. A
/// prefix that a known proxy sends in a header has priority.
/// </summary>
internal sealed class PathBase(RequestDelegate next, PathString configured)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments(configured, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            request.Path = rest;
        }

        if (!request.PathBase.HasValue)
        {
            request.PathBase = configured;
        }

        return next(http);
    }
}
