using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Search;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Hosting;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Mcp;

/// <summary>Adds an image, as an upload does.</summary>
internal sealed class AddTool(
    UploadHandler uploads,
    UploadGate gate,
    IHttpContextAccessor request,
    IOptions<Txt2ImageOptions> server,
    ILogger<ArchiveTool> log) : ArchiveTool(Definition, log)
{
    public const string Name = "add_image";

    private static readonly Tool Definition = new()
    {
        Name = Name,
        Title = "Add an image",
        Description = "Adds an image to a collection, which must exist. Adding the same image again only changes its names, caption and fields. "
            + "A name is a label: two images can have the same one, unless the new one says with 'replaces' which it replaces.",
        InputSchema = ToolSchema.Of(ApiJson.Strict.AddArguments),

        // With "replaces" it can delete an image.
        Annotations = new ToolAnnotations { ReadOnlyHint = false, DestructiveHint = true, IdempotentHint = true, OpenWorldHint = false },
    };

    protected override async Task<IReadOnlyList<ContentBlock>> CallAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var read = new JsonParameters(arguments, "The arguments", "image", "name", "collection", "caption", "fields", "replaces");
        var name = read.Text("name") ?? throw Wrong.Invalid("name is required: the name or path to add the image under.");
        var bytes = TermReader.ReadImage(read.Text("image") ?? throw Wrong.Invalid("image is required: an image file in base64."), "image");
        var fields = read.Member("fields") is { } given ? FieldsJson.Parse(given) : null;
        var collection = read.Text("collection") ?? server.Value.DefaultCollection;

        using var memory = gate.Open();
        var part = memory.TryTake(bytes.Length) ? new Part(bytes) : new Part(null, HasNoRoom: true);
        var details = new UploadDetails(name, read.Text("caption"), fields) { Replaces = read.Id("replaces") };
        var upload = details.ToUpload(name, part, bytes.Length);
        var outcomes = await uploads.TakeAsync(collection, One(upload), memory, cancellationToken);
        if (outcomes is [{ IsFailed: true } failed])
        {
            throw UploadHandler.Refusal(failed, outcomes);
        }

        var body = await uploads.AnswerAsync(collection, outcomes, request.HttpContext?.Request.PathBase ?? "", cancellationToken);
        return [Text(JsonSerializer.Serialize(body, ApiJson.Plain.UploadsBody))];
    }

    private static async IAsyncEnumerable<ImageUpload> One(ImageUpload upload)
    {
        await Task.CompletedTask;
        yield return upload;
    }
}

/// <summary>The arguments of <see cref="AddTool"/>, for its schema.</summary>
internal sealed record AddArguments(
    [property: Description("An image file in base64, or as a data URL.")] string Image,
    [property: Description("The name or path to add it under.")] string Name,
    [property: Description("The collection, by name or alias; default: the server's default collection.")] string? Collection = null,
    [property: Description("A caption.")] string? Caption = null,
    [property: Description("Fields to filter by: texts, numbers and booleans.")] IReadOnlyDictionary<string, JsonElement>? Fields = null,
    [property: Description("The id of an image that it replaces under its name; that one is deleted with its last name.")] Guid? Replaces = null);
