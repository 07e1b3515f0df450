namespace Txt2Image.Api.Hosting.Proxy;

/// <summary>
/// The path that clients see is the base of every URL that is told, whether the proxy leaves it in the request's path or takes it away. A prefix that a
/// known proxy tells by itself goes ahead of it.
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
