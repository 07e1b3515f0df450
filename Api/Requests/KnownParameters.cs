namespace Txt2Image.Api.Requests;

/// <summary>The query parameters that a route accepts. A route that declares none accepts none.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Repeatable">Those of them that may occur several times.</param>
internal sealed record KnownParameters(string[] Names, string[] Repeatable);

internal static class KnownParametersExtensions
{
    /// <summary>Rejects requests with parameters that the route does not declare, before its handler is called.</summary>
    public static TBuilder WithKnownParametersOnly<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(static route =>
        {
            string[] known = [.. route.Metadata.OfType<KnownParameters>().SelectMany(parameters => parameters.Names)];
            string[] repeatable = [.. route.Metadata.OfType<KnownParameters>().SelectMany(parameters => parameters.Repeatable)];
            var next = route.RequestDelegate!;
            route.RequestDelegate = http =>
            {
                QueryParameters.Check(http.Request.Query, known, repeatable);
                return next(http);
            };
        });
        return routes;
    }
}
