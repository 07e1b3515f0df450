using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Txt2Image.Api.Errors;

/// <summary>
/// The methods of a path: those of the most specific route that matches it. The framework would also list the methods of <c>images/{id}</c> for
/// <c>images/check</c>, where a request with them can only fail.
/// </summary>
internal sealed class AllowedMethods(EndpointDataSource endpoints)
{
    /// <summary>The methods, as for the header <c>Allow</c>; empty if no route matches.</summary>
    public string Of(PathString path)
    {
        var matching = endpoints.Endpoints.OfType<RouteEndpoint>().Where(route => IsMatch(route.RoutePattern, path)).ToList();
        if (matching.Count == 0)
        {
            return "";
        }

        var most = matching.Min(static route => route.RoutePattern.InboundPrecedence);
        var methods = matching.Where(route => route.RoutePattern.InboundPrecedence == most)
            .SelectMany(static route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Append(HttpMethods.Options)
            .Distinct(StringComparer.Ordinal);
        return string.Join(", ", methods.Order(StringComparer.Ordinal));
    }

    private static bool IsMatch(RoutePattern pattern, PathString path) =>
        new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
