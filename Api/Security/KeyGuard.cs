using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Security;

/// <summary>Requires a key, if keys are configured: in a header, or as the session cookie that a browser received for one.</summary>
internal sealed class KeyGuard(RequestDelegate next, KeyRing keys)
{
    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<NeedsNoKey>() is not null || IsKnown(http.Request))
        {
            return next(http);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw new Txt2ImageException(ErrorCode.Unauthorized, "A valid API key is required: send Authorization: Bearer KEY, or X-Api-Key: KEY.");
    }

    /// <summary>A header has priority over the cookie, so that a wrong key is reported even if there is an older session.</summary>
    private bool IsKnown(HttpRequest request) => KeyOf(request) is { Length: > 0 } key
        ? keys.Holds(key)
        : request.Cookies[Session.Cookie] is { Length: > 0 } session && keys.HoldsSession(session);

    private static string KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["X-Api-Key"].ToString();
    }
}

/// <summary>Marks a route that reveals nothing and therefore never requires a key.</summary>
internal sealed class NeedsNoKey
{
    public static readonly NeedsNoKey Mark = new();
}

internal static class NeedsNoKeyExtensions
{
    public static RouteHandlerBuilder NeedsNoKey(this RouteHandlerBuilder route) => route.WithMetadata(Security.NeedsNoKey.Mark);
}
