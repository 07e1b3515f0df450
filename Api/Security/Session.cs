using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Security;

/// <summary>Lets a browser exchange a key once for a cookie that scripts cannot read and other sites cannot send.</summary>
internal static class Session
{
    public const string Cookie = "txt2image_session";

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/session").WithTags("Session").WithKnownParametersOnly();
        group.MapPut("", OpenAsync)
            .NeedsNoKey()
            .WithSummary("Exchange a key for a session cookie")
            .WithDescription(
                "For browsers, whose image requests cannot have a key header: the cookie is accepted wherever a key is. It lasts until the browser "
                + "is closed, or until its key is removed from the configuration.")
            .Body<SessionBody>(Examples.Session)
            .Fails(400, 413, 415);
        group.MapDelete("", Close)
            .NeedsNoKey()
            .WithSummary("Remove the session cookie")
            .Fails();
    }

    private static async Task<NoContent> OpenAsync(HttpContext http, KeyRing keys)
    {
        var body = new JsonParameters(await JsonBody.ReadAsync(http.Request, http.RequestAborted), "The body", "key");
        var key = body.Text("key") ?? throw Wrong.Invalid("key is required: one of this server's keys.");
        if (keys.IsEmpty)
        {
            throw Wrong.Invalid("This server requires no key, so there is nothing to exchange.");
        }

        if (!keys.Holds(key))
        {
            throw new Txt2ImageException(ErrorCode.Unauthorized, "This is not a key of this server: check that it was copied completely.");
        }

        http.Response.Cookies.Append(Cookie, KeyRing.SessionOf(key), Scope(http.Request));
        return TypedResults.NoContent();
    }

    private static NoContent Close(HttpContext http)
    {
        http.Response.Cookies.Delete(Cookie, Scope(http.Request));
        return TypedResults.NoContent();
    }

    private static CookieOptions Scope(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/",
    };
}

/// <summary>The body of a request to open a session.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionBody([property: Description("One of the server's keys.")] string Key);
