using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Reference;

public sealed class OpenApiTests(SharedServer shared)
{
    private static readonly string[] NotOfTheApi = ["/openapi", "/docs", "/mcp"];

    [Fact]
    public async Task Document_OfTheServer_IsValid()
    {
        await using var stream = await shared.Client.GetStreamAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        copy.Position = 0;

        var result = await OpenApiDocument.LoadAsync(copy, "json", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Equal("Txt2Image", result.Document!.Info.Title);
    }

    [Fact]
    public async Task Document_OfTheServer_ListsEveryRouteWithEveryMethodButHead()
    {
        var endpoints = shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !NotOfTheApi.Any(other => endpoint.RoutePattern.RawText!.StartsWith(other, StringComparison.Ordinal)));
        var routes = endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            .Where(method => method != "HEAD").Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));

        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var told = Operations(document).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}");
        Assert.Equal(routes.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EveryOperation_HasASummaryAndDescribedParametersAndFailures()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        Assert.All(Operations(document), operation =>
        {
            Assert.NotEmpty(operation.Json.Text("summary"));
            if (operation.Json.TryGetProperty("parameters", out var parameters))
            {
                Assert.All(parameters.EnumerateArray(), one => Assert.NotEmpty(one.Text("description")));
            }

            if (operation.Path.StartsWith("/health", StringComparison.Ordinal))
            {
                return;
            }

            var failures = operation.Json.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] is '4' or '5').ToList();
            Assert.NotEmpty(failures);
            Assert.All(failures, failure => Assert.True(failure.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)));
        });
    }

    [Fact]
    public async Task Document_EveryOperation_HasANameOfItsOwnAndSaysWhetherItNeedsAKey()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var operations = Operations(document);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Json.Text("operationId")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            ["bearer", "apiKey", "session"],
            document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name));
        Assert.Equal(4, document.GetProperty("security").GetArrayLength());
        Assert.All(operations, operation => Assert.Equal(
            operation.Path.StartsWith("/health", StringComparison.Ordinal) || operation.Path == "/session",
            operation.Json.TryGetProperty("security", out var own) && own.GetArrayLength() == 0));
    }

    [Fact]
    public async Task Document_Numbers_AreNumbers()
    {
        var document = await shared.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.DoesNotContain(@"^-?(?:0|[1-9]", document, StringComparison.Ordinal);
        Assert.All(TypeLists(JsonDocument.Parse(document).RootElement), types => Assert.False(
            types.Contains("string") && (types.Contains("integer") || types.Contains("number")) && !types.Contains("boolean"),
            string.Join(", ", types)));
    }

    /// <summary>The types of all values that have several.</summary>
    private static IEnumerable<string[]> TypeLists(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member is { Name: "type", Value.ValueKind: JsonValueKind.Array }
            ? [[.. member.Value.EnumerateArray().Select(one => one.GetString()!)]]
            : TypeLists(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TypeLists),
        _ => [],
    };

    [Theory]
    [InlineData("Uploaded", "error")]
    [InlineData("Uploaded", "imageUrl")]
    [InlineData("Listed", "embedding")]
    [InlineData("ImportedPoint", "error")]
    public async Task Document_MemberThatIsLeftOut_IsNotRequiredAndNeverNull(string schema, string member)
    {
        var own = (await shared.Client.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas").GetProperty(schema);

        Assert.DoesNotContain(member, own.GetProperty("required").EnumerateArray().Select(one => one.GetString()));
        Assert.DoesNotContain("null", own.GetProperty("properties").GetProperty(member).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_Bodies_AllowNoOtherMembers()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var bodies =
            from operation in Operations(document)
            where operation.Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)
            let schema = operation.Json.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")
            select (operation.Path, Schema: Resolved(document, schema));
        Assert.NotEmpty(bodies);
        Assert.All(bodies, body => Assert.False(body.Schema.GetProperty("additionalProperties").GetBoolean(), body.Path));
    }

    [Theory]
    [InlineData("SearchAnswer", "hits", "Hit")]
    public async Task Answer_Members_AreThoseOfTheDocument(string schema, string list, string item)
    {
        var gallery = await shared.Client.NewGalleryAsync(21);
        var schemas = (await shared.Client.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        JsonElement answer = default;
        await Eventually.IsTrueAsync(async () =>
        {
            // Everything that is only in an answer if it was asked for.
            var options = $"collapse=0&facets=width&cutoff=auto&maxChance=1&collection={gallery}";
            answer = await shared.Client.GetJsonAsync($"/search?q=bicyle&{options}");
            return answer.GetProperty("cutoff").GetProperty("known").GetBoolean() && answer.TryGetProperty("suggestion", out _);
        });

        // This answer is whole; PartialSearchTests has one that is not.
        Assert.Equal(Members(schemas.GetProperty(schema)).Except(["partial"]), answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Members(schemas.GetProperty(item)), answer.GetProperty(list)[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(Members(schemas.GetProperty("Timings")), answer.GetProperty("timings").EnumerateObject().Select(member => member.Name));
        Assert.Equal(Members(schemas.GetProperty("Cutoff")), answer.GetProperty("cutoff").EnumerateObject().Select(member => member.Name));
        var facet = answer.GetProperty("facets").GetProperty("width");
        Assert.Equal(Members(schemas.GetProperty("Facet")), facet.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            Members(schemas.GetProperty("FacetValue")), facet.GetProperty("values")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Search_Parameters_HaveTheirDefaultsAndBounds()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var parameters =
            document.GetProperty("paths").GetProperty("/search").GetProperty("get").GetProperty("parameters").EnumerateArray()
                .ToDictionary(one => one.Text("name"));
        string[] names =
        [
            "q", "like", "examples", "k", "limit", "top", "offset", "cursor", "minScore", "cutoff", "maxChance", "collection", "filter",
            "sort", "collapse", "diversity", "facets", "within", "ef", "exact", "partial",
        ];
        Assert.Equal(names, parameters.Keys);
        Assert.Equal("array", parameters["like"].GetProperty("schema").Text("type"));
        Assert.All(parameters.Values, one => Assert.False(one.TryGetProperty("required", out var required) && required.GetBoolean()));
        var k = parameters["k"].GetProperty("schema");
        Assert.Equal((1, 1000, 10), (k.GetProperty("minimum").GetInt32(), k.GetProperty("maximum").GetInt32(), k.GetProperty("default").GetInt32()));
    }

    [Fact]
    public async Task SearchByImage_Body_IsAnImageOrAForm()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var post = document.GetProperty("paths").GetProperty("/search/image").GetProperty("post");

        var content = post.GetProperty("requestBody").GetProperty("content");
        Assert.Equal(["image/*", "multipart/form-data"], content.EnumerateObject().Select(one => one.Name));
        Assert.Equal(["image"], Members(content.GetProperty("multipart/form-data").GetProperty("schema")));
        Assert.Contains("like", post.GetProperty("parameters").EnumerateArray().Select(one => one.Text("name")));
    }

    [Fact]
    public async Task SearchBody_Terms_HaveTheirMembersAndNoneIsRequired()
    {
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var body = document.GetProperty("paths").GetProperty("/search").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var term = Resolved(document, Resolved(document, body).GetProperty("properties").GetProperty("terms").GetProperty("items"));

        Assert.Equal(["text", "like", "image", "embedding", "weight"], Members(term));
        Assert.All([term, Resolved(document, body)], schema => Assert.False(schema.TryGetProperty("required", out _), schema.ToString()));
    }

    private static JsonElement Resolved(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    private static IEnumerable<string> Members(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static List<(string Path, string Method, JsonElement Json)> Operations(JsonElement document) =>
        [.. from path in document.GetProperty("paths")
            .EnumerateObject() from one in path.Value.EnumerateObject() select (path.Name, one.Name, one.Value)];
}
