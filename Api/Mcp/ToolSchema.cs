using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Txt2Image.Api.Mcp;

/// <summary>Describes the arguments of tools by the same types that describe the routes.</summary>
internal static class ToolSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>The schema of an object with the members of a type.</summary>
    public static JsonElement Of(JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(Options).AsObject();

        // The exporter does not say which member a value of any kind belongs to.
        foreach (var member in type.Properties)
        {
            Describe(schema["properties"]![member.Name]!.AsObject(), member);
        }

        return JsonSerializer.SerializeToElement(schema, ApiJson.Default.JsonObject);
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described)
        {
            return schema;
        }

        // Null means the same as leaving out, and many assistants expect one type.
        if (described["type"] is JsonArray types && types.Count(type => (string?)type != "null") == 1)
        {
            described["type"] = (string?)types.First(type => (string?)type != "null");
        }

        if (context.PropertyInfo is { } member)
        {
            Describe(described, member);
        }

        return schema;
    }

    private static void Describe(JsonObject schema, JsonPropertyInfo member)
    {
        if (schema.TryGetPropertyValue("default", out var value) && value is null)
        {
            schema.Remove("default");
        }

        if (member.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute given, ..])
        {
            schema["description"] = given.Description;
        }
    }
}
