using System.Text.Json;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Search;

/// <summary>Reads the bodies of searches. Those with images share the memory of uploads, so that together they are bounded.</summary>
internal sealed class PostedSearch(UploadGate gate, IOptions<ImageOptions> options)
{
    /// <summary>The largest body in JSON: an image of the default limit in base64 fits.</summary>
    public const int JsonBytes = 64 << 20;

    /// <summary>A body that says to be at most this long takes no part of the uploads' memory.</summary>
    private const int SmallBytes = 64 << 10;

    private const string Part = "image";
    private static readonly string[] Types = ["image/", "application/octet-stream"];

    private const string ImageLimit = " The setting Images:MaxBytes raises this limit.";

    private readonly int _maxBytes = options.Value.MaxBytes;

    /// <summary>Takes memory for one search.</summary>
    public UploadGate.UploadMemory Open() => gate.Open();

    public static async Task<JsonElement> ReadJsonAsync(HttpRequest request, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        if (request.ContentLength <= SmallBytes)
        {
            return await JsonBody.ReadAsync(request, cancellationToken);
        }

        JsonBody.RequireJson(request);
        var body = await PartReader.ReadAsync(request.Body, JsonBytes, memory, cancellationToken);
        return JsonBody.Parse(Whole(body, "The body", JsonBytes), "The body");
    }

    /// <summary>Reads the image that is the body itself, or the part <c>image</c> of a form.</summary>
    public async Task<byte[]> ReadImageAsync(HttpRequest request, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        var type = request.ContentType ?? "";
        if (type.StartsWith(FormParts.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return await ReadPartAsync(request, memory, cancellationToken);
        }

        return Types.Any(one => type.StartsWith(one, StringComparison.OrdinalIgnoreCase))
            ? Whole(await PartReader.ReadAsync(request.Body, _maxBytes, memory, cancellationToken), "The image", _maxBytes, ImageLimit)
            : throw new Txt2ImageException(
                ErrorCode.UnsupportedMediaType,
                $"Send the image as the body, with its own content type (image/…), or as multipart/form-data with one part named {Part}.");
    }

    private async Task<byte[]> ReadPartAsync(HttpRequest request, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        byte[]? image = null;
        var reader = FormParts.Open(request);
        while (await FormParts.GuardAsync(() => reader.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            var (field, _) = FormParts.Describe(section);
            if (field != Part || image is not null)
            {
                throw Wrong.Invalid(
                    $"The form must have exactly one part, named {Part}: the image. Other parameters, such as k, go into the query.");
            }

            var part = await FormParts.GuardAsync(() => PartReader.ReadAsync(section.Body, _maxBytes, memory, cancellationToken));
            image = Whole(part, "The image", _maxBytes, ImageLimit);
        }

        return image ?? throw Wrong.Invalid($"The form has no part named {Part}: the image to search with.");
    }

    /// <summary>The bytes of a part that was read completely.</summary>
    /// <exception cref="Txt2ImageException">TooLarge, or Overloaded: there was no memory for it.</exception>
    public static byte[] Whole(Part part, string what, int max, string hint = "") => part switch
    {
        { Bytes: { } bytes } => bytes,
        { HasNoRoom: true } => throw UploadGate.Busy(),
        _ => throw new Txt2ImageException(ErrorCode.TooLarge, $"{what} is larger than {max >> 20} MB.{hint}"),
    };
}
