using Microsoft.AspNetCore.Routing.Patterns;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Api.Errors;

/// <summary>Says which route was probably meant.</summary>
internal sealed class RouteHints(EndpointDataSource endpoints)
{
    public string NotFound(PathString path)
    {
        var asked = (path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var routes = endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern)
            .Where(route => !AdminPaths.IsRestricted($"/{route.RawText?.Trim('/')}"));
        var nearest = routes.MinBy(route => Distance(asked, route.PathSegments));
        var hint = nearest is null ? "" : $" The nearest is /{nearest.RawText?.Trim('/')}.";
        return $"There is no route for this path.{hint} /docs lists all.";
    }

    /// <summary>Edits from a path's segments to a route's, which takes anything for its parameters; one too few or too many counts as two.</summary>
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
