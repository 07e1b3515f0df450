using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Txt2Image.Api.Reference;

/// <summary>A query parameter in the reference.</summary>
internal sealed record ParameterDoc(
    string Name,
    string Description,
    JsonSchemaType Type,
    JsonNode Example,
    bool IsRequired = false,
    JsonNode? Default = null,
    int? Min = null,
    int? Max = null)
{
    public OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = ParameterLocation.Query,
        Description = Description,
        Required = IsRequired,
        Example = Example.DeepClone(),
        Schema = new OpenApiSchema
        {
            Type = Type,
            Default = Default?.DeepClone(),
            Minimum = Min?.ToString(CultureInfo.InvariantCulture),
            Maximum = Max?.ToString(CultureInfo.InvariantCulture),
        },
    };
}
