using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Requests;

/// <summary>
/// Gives a request the time that it may take to find its answer; sending the answer may take longer. What is cancelled by it, and not by the client's leaving, is
/// answered as a timeout.
/// </summary>
internal static class Deadlines
{
    /// <summary>Gives each request of these routes a deadline.</summary>
    public static TBuilder WithDeadline<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(static route =>
        {
            var time = route.ApplicationServices.GetRequiredService<IOptions<SearchOptions>>().Value.Deadline;
            route.RequestDelegate = Limit(route.RequestDelegate!, time);
        });
        return routes;
    }

    /// <summary>The token that is cancelled at a request's deadline, or when its client leaves.</summary>
    /// <exception cref="InvalidOperationException">The route was mapped without <see cref="WithDeadline"/>.</exception>
    public static CancellationToken Deadline(this HttpContext http) => http.Features.GetRequiredFeature<Source>().Token;

    private static RequestDelegate Limit(RequestDelegate next, TimeSpan time) => async http =>
    {
        using var source = new Source(http.RequestAborted);
        source.CancelAfter(time);
        http.Features.Set(source);
        await next(http);
    };

    /// <summary>A linked source that is the request's feature as well: searches are a hot path, and make no more objects than they need.</summary>
    private sealed class Source : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _leaving;

        public Source(CancellationToken cancellationToken) => _leaving = cancellationToken.UnsafeRegister(static source => ((Source)source!).Cancel(), this);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _leaving.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
