using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Security;

/// <summary>Rejects writes that another site's page sends from the browser of a user who may write here (CSRF).</summary>
internal sealed class OriginGuard(RequestDelegate next, IOptions<CorsOptions> cors, KeyRing keys)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return next(http);
        }

        if (request.Headers.Origin.Count == 0 || http.GetEndpoint()?.Metadata.GetMetadata<ChangesNothing>() is not null)
        {
            return next(http);
        }

        var own = $"{request.Scheme}://{request.Host}";
        var origin = request.Headers.Origin.ToString();
        if (own.Equals(origin, StringComparison.OrdinalIgnoreCase) || cors.Value.MayWrite(origin, needsKey: !keys.IsEmpty))
        {
            return next(http);
        }

        throw new Txt2ImageException(
            ErrorCode.Forbidden,
            "Pages of other sites cannot write here, unless the setting Cors:Origins lists them. Programs other than browsers should not send an "
            + "Origin header.");
    }
}

/// <summary>Marks a route that only reads although its method is POST.</summary>
internal sealed class ChangesNothing
{
    public static readonly ChangesNothing Mark = new();
}

internal static class ChangesNothingExtensions
{
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder route) => route.WithMetadata(Security.ChangesNothing.Mark);
}
