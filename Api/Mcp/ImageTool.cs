using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Images;
using Txt2Image.Api.Images.Metadata;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Mcp;

/// <summary>Shows an image, resized, and says what is stored of it.</summary>
internal sealed class ImageTool(
    GrainClient grains,
    IImageStore store,
    ImagePreparer preparer,
    ServedModels models,
    UploadGate gate,
    IHttpContextAccessor request,
    IOptions<Txt2ImageOptions> server,
    IOptions<SearchOptions> options,
    ILogger<ArchiveTool> log) : ArchiveTool(Definition, log)
{
    private const string WebP = "image/webp";
    private const string Small = "small";
    private const string Large = "large";

    private static readonly Tool Definition = new()
    {
        Name = "get_image",
        Title = "Get an image",
        Description = "Shows an image of a collection as WebP, and returns its names, caption, fields and size as JSON.",
        InputSchema = ToolSchema.Of(ApiJson.Strict.ImageArguments),
        Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
    };

    protected override async Task<IReadOnlyList<ContentBlock>> CallAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var read = new JsonParameters(arguments, "The arguments", "id", "collection", "size");
        var id = read.Id("id") ?? throw Wrong.Invalid("id is required: the id of an image, from a hit.");
        var isLarge = read.Text("size") switch
        {
            null or Small => false,
            Large => true,
            { } other => throw Wrong.Invalid($"size must be {Small} or {Large}, not '{Wrong.Short(other)}'."),
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Deadline);
        var collection = await grains.GetCollectionAsync(read.Text("collection") ?? server.Value.DefaultCollection, fresh: true, limit.Token);
        var images = await grains.GetImagesAsync(collection.Id, [id], limit.Token);
        var picture = images.IsEmpty ? null : await PictureAsync(collection, id, isLarge, limit.Token);
        if (picture is null)
        {
            throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{collection.Name}' has no image {id:D}.");
        }

        var body = MetadataBody.Of(images[0], new ImageUrls(request.HttpContext?.Request.PathBase ?? "", collection.Name));
        return [ImageContentBlock.FromBytes(picture, WebP), Text(JsonSerializer.Serialize(body, ApiJson.Plain.MetadataBody))];
    }

    private async Task<byte[]?> PictureAsync(Collection collection, Guid id, bool isLarge, CancellationToken cancellationToken)
    {
        using var memory = gate.Open();
        if (!isLarge)
        {
            return await ReadAsync(collection, id, ImageKind.Thumbnail, memory, cancellationToken);
        }

        if (await ReadAsync(collection, id, ImageKind.Original, memory, cancellationToken) is not { } original)
        {
            return await ReadAsync(collection, id, ImageKind.Preview, memory, cancellationToken);
        }

        return (await preparer.ForStored.PrepareAsync(original, models.Of(collection).Tile, withPreview: true, cancellationToken)).Preview;
    }

    private async Task<byte[]?> ReadAsync(
        Collection collection, Guid id, ImageKind kind, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(new ImageKey(collection.Id, id), kind, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        return memory.TryTake((int)stream.Length) ? await ReadAsync(stream, cancellationToken) : throw UploadGate.Busy();
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}

/// <summary>The arguments of <see cref="ImageTool"/>, for its schema.</summary>
internal sealed record ImageArguments(
    [property: Description("The image's id, from a hit.")] Guid Id,
    [property: Description("The collection, by name or alias; default: the server's default collection.")] string? Collection = null,
    [property: Description("small: at most 512 pixels a side, the default; large: at most 1,440.")] string? Size = null);
