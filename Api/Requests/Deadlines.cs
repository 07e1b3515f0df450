using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Requests;

/// <summary>
/// Limits the time that a request may take to find its answer; sending the answer may take longer. If the deadline cancels a request, and not the
/// client, the answer is a timeout.
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

    /// <summary>A token that is cancelled at the request's deadline, or when its client disconnects.</summary>
    /// <exception cref="InvalidOperationException">The route was mapped without <see cref="WithDeadline"/>.</exception>
    public static CancellationToken Deadline(this HttpContext http) => http.Features.GetRequiredFeature<Source>().Token;

    private static RequestDelegate Limit(RequestDelegate next, TimeSpan time) => async http =>
    {
        using var source = new Source(http.RequestAborted);
        source.CancelAfter(time);
        http.Features.Set(source);
        await next(http);
    };

    /// <summary>A linked source that is also the request's feature: searches are a hot path, so they create as few objects as possible.</summary>
    private sealed class Source : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _leaving;

        public Source(CancellationToken cancellationToken) =>
            _leaving = cancellationToken.UnsafeRegister(static source => ((Source)source!).Cancel(), this);

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
