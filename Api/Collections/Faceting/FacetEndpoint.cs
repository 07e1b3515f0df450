using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Search;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Collections.Faceting;

/// <summary>Counts which values the fields of a collection's images have, for a person who looks around without a question.</summary>
internal static class FacetEndpoint
{
    private static readonly ParameterDoc Filter = new(
        "filter", "Count only images that pass this filter, as in a search.", JsonSchemaType.String, "year>=2020 and tag:beach");

    public static void MapFacets(this IEndpointRouteBuilder group) => group.MapRead("/{collection}/facets", CountAsync)
        .WithSummary("Count the values of fields")
        .WithDescription(
            """
            Counts the values of those fields that tell images apart: at most 16 fields, with the 20 most frequent values of each. Of `taken`, the
            year is counted (UTC). At most 10,000 images are counted: if there are more, those are a random sample. Counts are kept until the
            collection changes; of one that changes all the time they can be some seconds old, and `version` says of which version they are.
            """)
        .Query(Filter)
        .Answers<FacetsBody>(Examples.Facets)
        .Fails(400, 404, 503, 504);

    private static async Task<Ok<FacetsBody>> CountAsync(
        [Description("The collection's name.")] string collection, HttpContext http, GrainClient grains)
    {
        var filter = new QueryParameters(http.Request.Query).Filter("filter");
        var cancellationToken = http.Deadline();
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        var counts = await grains.CountValuesAsync(found, filter is null ? null : FilterJson.Write(filter), cancellationToken);
        var facets = counts.Facets.ToDictionary(facet => facet.Field, BodyOf, StringComparer.Ordinal);
        return TypedResults.Ok(new FacetsBody(found.Name, counts.Version, counts.Counted, counts.IsSample, facets));
    }

    private static FacetBody BodyOf(Facet facet) => new([.. facet.Values.Select(BodyOf)], facet.Others, facet.Missing);

    private static FacetValueBody BodyOf(FacetValue value)
    {
        using var json = JsonDocument.Parse(value.Json);
        return new FacetValueBody(json.RootElement.Clone(), value.Count);
    }
}

/// <summary>How often a collection's images have which values in their fields.</summary>
internal sealed record FacetsBody(
    [property: Description("The collection, by its own name.")] string Collection,
    [property: Description("The version of the collection that was counted.")] string Version,
    [property: Description("How many images were counted.")] int Counted,
    [property: Description("Whether there are more images, so that those counted are a random sample.")] bool Sample,
    [property: Description("The fields that tell images apart, those that most images have first, with their most frequent values.")]
    IReadOnlyDictionary<string, FacetBody> Facets);
