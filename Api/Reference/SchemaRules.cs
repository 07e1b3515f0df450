using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Txt2Image.Api.Reference;

/// <summary>Completes schemas where the framework describes a type otherwise than it is written.</summary>
internal static class SchemaRules
{
    public static async Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        LeaveOutOptional(schema, context.JsonTypeInfo);
        if (Attribute<FreeFormAttribute>(context.JsonPropertyInfo) is { } free)
        {
            const JsonSchemaType Values = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;
            schema.AdditionalProperties = new OpenApiSchema { Type = free.AllowsNull ? Values | JsonSchemaType.Null : Values };
        }

        if (Attribute<OneOfAttribute>(context.JsonPropertyInfo) is not { } choice)
        {
            return;
        }

        schema.Description ??= Attribute<DescriptionAttribute>(context.JsonPropertyInfo)?.Description;
        schema.Type = null;
        schema.OneOf = [];
        foreach (var type in choice.Types)
        {
            var one = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
            if (one is { Type: JsonSchemaType.Object, Properties: null or { Count: 0 } })
            {
                // Otherwise generated clients take it for an object without members.
                one.AdditionalProperties = new OpenApiSchema();
            }

            schema.OneOf.Add(one);
        }
    }

    /// <summary>A member that is left out where it is null is not required, and never null.</summary>
    private static void LeaveOutOptional(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(IsLeftOut))
        {
            schema.Required?.Remove(member.Name);
            if (schema.Properties?.TryGetValue(member.Name, out var own) == true)
            {
                schema.Properties[member.Name] = WithoutNull(own);
            }
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo member) =>
        Attribute<JsonIgnoreAttribute>(member)?.Condition == JsonIgnoreCondition.WhenWritingNull;

    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own)
        {
            own.Type &= ~JsonSchemaType.Null;
        }

        return schema;
    }

    private static T? Attribute<T>(JsonPropertyInfo? member)
        where T : Attribute => member?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
