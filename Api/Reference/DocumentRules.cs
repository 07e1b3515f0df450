using Microsoft.OpenApi;
using Txt2Image.Api.Health;

namespace Txt2Image.Api.Reference;

/// <summary>Completes the reference as a whole: what it is, how a client proves who it is, and what paths are made of.</summary>
internal static class DocumentRules
{
    private static readonly string[] Open = ["/health", "/session"];

    /// <param name="document">The document.</param>
    /// <param name="needsKey">Whether the server has keys.</param>
    public static void Apply(OpenApiDocument document, bool needsKey)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Txt2Image",
            Version = Status.Version,
            Description =
                """
                Finds images by text. Scores are cosines in [-1, 1], not percentages. Every failure is `application/problem+json` with a `code` to
                branch on, a `detail` that says what to do, and a `traceId` to find it in the server's log. 429 and 503 have a `Retry-After` header.
                If keys are configured, send `Authorization: Bearer KEY` or `X-Api-Key: KEY`; a browser can exchange a key for a cookie at
                `/session`. In a JSON body, a member that is null counts as missing, and an unknown one is refused.
                """,
        };
        AddSecurity(document, needsKey);
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
        {
            LeaveOutNull(schema);
        }

        foreach (var (path, item) in document.Paths)
        {
            // HEAD is GET without a body, so it is not listed separately.
            item.Operations?.Remove(HttpMethod.Head);
            foreach (var (method, operation) in item.Operations ?? [])
            {
                operation.OperationId = OperationIds.Of(method, path);
                DescribePath(operation);
            }
        }
    }

    private static void AddSecurity(OpenApiDocument document, bool needsKey)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "One of the server's keys." },
            ["apiKey"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "One of the server's keys.",
            },
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = Security.Session.Cookie, Description = "From PUT /session.",
            },
        };
        List<OpenApiSecurityRequirement> any = [.. document.Components.SecuritySchemes.Keys.Select(
            name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] })];
        document.Security = needsKey ? any : [new OpenApiSecurityRequirement(), .. any];
        foreach (var (_, item) in document.Paths.Where(static path => Open.Any(open => path.Key.StartsWith(open, StringComparison.Ordinal))))
        {
            foreach (var (_, operation) in item.Operations ?? [])
            {
                operation.Security = [];
            }
        }
    }

    /// <summary>
    /// A member that is not required in an answer is left out, never null. The framework adds the null to a reference after all schemas are made.
    /// </summary>
    private static void LeaveOutNull(IOpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToList() ?? [])
        {
            var isReferenceOrNull = member.OneOf is { Count: 2 } choices && choices.Any(static choice => choice.Type == JsonSchemaType.Null);
            if (isReferenceOrNull && schema.Required?.Contains(name) != true)
            {
                schema.Properties![name] = member.OneOf!.First(static choice => choice.Type != JsonSchemaType.Null);
            }
        }
    }

    private static void DescribePath(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).Where(static one => one.In == ParameterLocation.Path))
        {
            if (parameter.Schema is not OpenApiSchema schema)
            {
                continue;
            }

            switch (parameter.Name)
            {
                case "collection" or "alias":
                    schema.Pattern = Patterns.CollectionName;
                    break;
                case "id":
                    schema.Format = "uuid";
                    break;
            }
        }
    }
}
