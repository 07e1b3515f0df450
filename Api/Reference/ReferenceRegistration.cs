using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;
using Txt2Image.Api.Security;

namespace Txt2Image.Api.Reference;

internal static class ReferenceRegistration
{
    private const string Document = "v1";

    public static void AddReference(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);

            // Numbers in texts are refused, so the document must not promise them.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        builder.Services.AddOpenApi(Document, options =>
        {
            options.CreateSchemaReferenceId = type =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Body", "", StringComparison.Ordinal);
            options.AddSchemaTransformer(SchemaRules.ApplyAsync);
            options.AddDocumentTransformer(static (document, context, _) =>
            {
                DocumentRules.Apply(document, needsKey: !context.ApplicationServices.GetRequiredService<KeyRing>().IsEmpty);
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
}
