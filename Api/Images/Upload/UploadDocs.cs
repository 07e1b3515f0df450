using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Images.Upload;

/// <summary>Describes the body of an upload in the reference.</summary>
internal static class UploadDocs
{
    private static readonly ParameterDoc[] Single =
    [
        new("name", "The image's name, if the body is the image itself.", JsonSchemaType.String, "cats/tom.jpg"),
        new("caption", "Its caption, if the body is the image itself.", JsonSchemaType.String, "a cat"),
        new("fields", "Its fields, a JSON object, if the body is the image itself.", JsonSchemaType.String, "{}"),
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
                "A JSON array with one object {name, caption, fields, embedding, model} for each file, in order. It must come before all files.",
                """[{"caption":"a red bicycle"}]"""),
            ["caption"] = Text("The caption of the file that follows, at most 4,096 characters.", "a red bicycle"),
            ["fields"] = Text("The fields of the file that follows: a JSON object of texts, numbers and booleans.", """{"year":2026}"""),
            ["image"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Describing.Binary(),
                Description = "An image, at most Images:MaxBytes (256 MB). The field can have any name.",
            },
        },
    };

    private static OpenApiSchema Text(string description, string example) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = [JsonValue.Create(example)] };
}
