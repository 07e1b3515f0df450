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
    JsonNode? Default = null,
    int? Min = null,
    int? Max = null,
    bool IsRepeatable = false,
    string? Pattern = null,
    string[]? Allowed = null,
    int? MinLength = null,
    int? MaxLength = null,
    string? Format = null)
{
    public OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = ParameterLocation.Query,
        Description = Description,
        Example = Example.DeepClone(),
        Schema = IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = One() } : One(),
    };

    private OpenApiSchema One() => new()
    {
        Type = Type,
        Default = Default?.DeepClone(),
        Minimum = Min?.ToString(CultureInfo.InvariantCulture),
        Maximum = Max?.ToString(CultureInfo.InvariantCulture),
        Pattern = Pattern,
        Enum = Allowed is null ? null : [.. Allowed.Select(static one => (JsonNode)one)],
        MinLength = MinLength,
        MaxLength = MaxLength,
        Format = Format,
    };
}
