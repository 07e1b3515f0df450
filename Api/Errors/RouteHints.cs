using Microsoft.AspNetCore.Routing.Patterns;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Api.Errors;

/// <summary>Suggests the nearest route for an unknown path.</summary>
internal sealed class RouteHints(EndpointDataSource endpoints)
{
    public string NotFound(PathString path)
    {
        var asked = (path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var routes = endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern)
            .Where(route => !AdminPaths.IsRestricted($"/{route.RawText?.Trim('/')}"));
        var nearest = routes.MinBy(route => Distance(asked, route.PathSegments));
        var hint = nearest is null ? "" : $" The nearest is /{nearest.RawText?.Trim('/')}.";
        return $"No route matches this path.{hint} /docs lists all routes.";
    }

    /// <summary>
    /// Counts the edits from a path's segments to a route's. A route's parameters match anything; a missing or extra segment counts as two edits.
    /// </summary>
    private static int Distance(string[] asked, IReadOnlyList<RoutePatternPathSegment> route)
    {
        var edits = 2 * Math.Abs(asked.Length - route.Count);
        for (var i = 0; i < Math.Min(asked.Length, route.Count); i++)
        {
            if (route[i].Parts is [RoutePatternLiteralPart literal])
            {
                edits += Nearest.Distance(asked[i], literal.Content);
            }
        }

        return edits;
    }
}
