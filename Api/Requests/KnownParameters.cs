namespace Txt2Image.Api.Requests;

/// <summary>The query parameters that a route accepts. A route that declares none accepts none.</summary>
internal sealed record KnownParameters(string[] Names);

internal static class KnownParametersExtensions
{
    /// <summary>Rejects requests with parameters that the route does not declare, before its handler is called.</summary>
    public static TBuilder WithKnownParametersOnly<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(static route =>
        {
            string[] known = [.. route.Metadata.OfType<KnownParameters>().SelectMany(parameters => parameters.Names)];
            var next = route.RequestDelegate!;
            route.RequestDelegate = http =>
            {
                QueryParameters.Check(http.Request.Query, known);
                return next(http);
            };
        });
        return routes;
    }
}
