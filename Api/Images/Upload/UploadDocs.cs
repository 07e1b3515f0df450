using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Images.Upload;

/// <summary>Describes the body of an upload in the reference.</summary>
internal static class UploadDocs
{
    private const string Replaced = "7ed25b66-77c7-8ae1-4e9f-e1247d92e771";

    private static readonly ParameterDoc[] Single =
    [
        new("name", "The image's name, if the body is the image itself.", JsonSchemaType.String, "cats/tom.jpg"),
        new("caption", "Its caption, if the body is the image itself.", JsonSchemaType.String, "a cat"),
        new("fields", "Its fields, a JSON object, if the body is the image itself.", JsonSchemaType.String, "{}"),
        new("replaces", "The id of the image that it replaces under its name, if the body is the image itself.", JsonSchemaType.String,
            Replaced, Format: "uuid"),
    ];

    private static readonly ParameterDoc Kept = new(
        Originals.Name,
        "copy stores the images' bytes; none stores only a preview of each, longest side at most 1,440 pixels.",
        JsonSchemaType.String,
        Originals.None,
        Default: Originals.Copy,
        Allowed: [Originals.Copy, Originals.None]);

    public static RouteHandlerBuilder Uploads(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        var content = Describing.Bytes("image/*");
        content["multipart/form-data"] = new OpenApiMediaType { Schema = Form() };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        operation.Parameters = [.. operation.Parameters ?? [], Kept.ToOpenApi(), .. Single.Select(parameter => parameter.ToOpenApi())];
        return Task.CompletedTask;
    });

    private static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "image" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["metadata"] = Text(
                "A JSON array with one object {name, caption, fields, replaces, embedding, model} for each file, in order, before all files.",
                """[{"caption":"a red bicycle"}]"""),
            ["caption"] = Text("The caption of the file that follows, at most 4,096 characters.", "a red bicycle"),
            ["fields"] = Text("The fields of the file that follows: a JSON object of texts, numbers and booleans.", """{"year":2026}"""),
            ["replaces"] = Text("The id of the image that the file that follows replaces under its name.", Replaced, "uuid"),
            ["image"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Describing.Binary(),
                Description = "An image, at most Images:MaxBytes (256 MB). The field can have any name.",
            },
        },
    };

    private static OpenApiSchema Text(string description, string example, string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format, Description = description, Examples = [JsonValue.Create(example)] };
}
