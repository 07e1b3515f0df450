using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Txt2Image.Api.Health;

namespace Txt2Image.Api.Reference;

internal static class ReferenceRegistration
{
    private const string Document = "v1";

    public static void AddReference(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        builder.Services.AddOpenApi(Document, options =>
        {
            options.CreateSchemaReferenceId = type =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Body", "", StringComparison.Ordinal);
            options.AddSchemaTransformer((schema, context, _) =>
            {
                LeaveOutOptional(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                Complete(document);
                return Task.CompletedTask;
            });
        });
    }

    public static void MapReference(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", page => page
                .WithTitle("Txt2Image")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .AddDocument(Document)
                .WithNonce()
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideDeveloperTools()
                .HideClientButton())
            .Finally(ReferencePage.Confine);
    }

    /// <summary>A member that is left out where it is null is not required.</summary>
    private static void LeaveOutOptional(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            var ignores = member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).OfType<JsonIgnoreAttribute>();
            if (ignores?.Any(ignore => ignore.Condition == JsonIgnoreCondition.WhenWritingNull) == true)
            {
                schema.Required?.Remove(member.Name);
            }
        }
    }

    private static void Complete(OpenApiDocument document)
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
                `/session`.
                """,
        };

        // HEAD is GET without a body, so it is not listed separately.
        foreach (var path in document.Paths.Values)
        {
            path.Operations?.Remove(HttpMethod.Head);
        }
    }
}
