using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Hosting;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Images.Upload;

/// <summary>Adds uploaded images: many as a multipart form, or one as the body.</summary>
internal sealed partial class UploadHandler(
    GrainClient grains, ImageAdder adder, UploadGate gate, IOptions<ImageOptions> options, ILogger<UploadHandler> logger)
{
    private static readonly string[] SingleTypes = ["image/", "application/octet-stream"];

    // The parameters of an upload depend on the kind of its body.
    private static readonly string[] MultipartParameters = [Originals.Name];
    private static readonly string[] SingleParameters = [.. UploadDetails.Names, Originals.Name];

    /// <summary>Failures of the service rather than of an image.</summary>
    private static readonly ErrorCode[] OfTheService =
        [ErrorCode.Overloaded, ErrorCode.Unavailable, ErrorCode.Timeout, ErrorCode.Conflict, ErrorCode.StorageFull];

    private readonly int _maxBytes = options.Value.MaxBytes;

    public async Task<UploadsBody> AddAsync(string name, HttpContext http)
    {
        using var memory = gate.Open();
        var images = await TakeAsync(name, Read(http.Request, memory, http.RequestAborted), memory, http.RequestAborted);
        if (images.Count == 0)
        {
            throw Wrong.Invalid("This request contains no image: send each as a part with a file name.");
        }

        if (images is [{ IsFailed: true } only])
        {
            throw Refusal(only, images);
        }

        return await AnswerAsync(name, images, http.Request.PathBase, http.RequestAborted);
    }

    /// <summary>Adds images from any source.</summary>
    /// <returns>One outcome for each, in order.</returns>
    /// <exception cref="Txt2ImageException">The service failed, and nothing was added.</exception>
    public async Task<IReadOnlyList<ImageAdded>> TakeAsync(
        string name, IAsyncEnumerable<ImageUpload> uploads, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var collection = await grains.GetCollectionAsync(name, fresh: true, cancellationToken);
        var images = await new UploadRun(adder, gate, memory, collection).AddAsync(uploads, cancellationToken);
        var isRefused = images.Count > 0 && OfTheService.Contains(images[0].Error)
            && images.All(image => image.IsFailed && image.Error == images[0].Error);
        var failed = images.Count(static image => image.IsFailed);
        LogUpload(logger, collection.Name, images.Count - failed, failed, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return isRefused ? throw Refusal(images[0], images) : images;
    }

    /// <summary>Converts outcomes to the answer, with the collection's version after them.</summary>
    public async Task<UploadsBody> AnswerAsync(
        string name, IReadOnlyList<ImageAdded> images, PathString pathBase, CancellationToken cancellationToken)
    {
        var now = await grains.GetCollectionAsync(name, fresh: true, cancellationToken);
        var urls = new ImageUrls(pathBase, now.Name);
        return new UploadsBody([.. images.Select(image => UploadedBody.Of(image, urls))], now.Version);
    }

    private IAsyncEnumerable<ImageUpload> Read(HttpRequest request, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        var type = request.ContentType ?? "";
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            QueryParameters.Check(request.Query, MultipartParameters);
            var keeps = Originals.AreKept(new QueryParameters(request.Query));
            return Originals.Mark(new MultipartUploads(request, _maxBytes, memory).ReadAsync(cancellationToken), keeps);
        }

        var isSingle = SingleTypes.Any(single => type.StartsWith(single, StringComparison.OrdinalIgnoreCase));
        if (isSingle)
        {
            QueryParameters.Check(request.Query, SingleParameters);
            var query = new QueryParameters(request.Query);
            return Originals.Mark(SingleAsync(request, query, memory, cancellationToken), Originals.AreKept(query));
        }

        throw new Txt2ImageException(
            ErrorCode.UnsupportedMediaType,
            "Send images as multipart/form-data with one file part each, or one image as the body, with its own content type and ?name=NAME.");
    }

    private async IAsyncEnumerable<ImageUpload> SingleAsync(
        HttpRequest request, QueryParameters query, UploadGate.UploadMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = FormParts.WithoutFakePath(
            query.Text("name") ?? throw Wrong.Invalid("If the body is an image, its name is required in the query: ?name=NAME."));
        var bytes = await PartReader.ReadAsync(request.Body, _maxBytes, memory, cancellationToken);
        var details = new UploadDetails(name, query.Text("caption"), FieldsJson.Parse(query.Text("fields"))) { Replaces = query.Id("replaces") };
        yield return details.ToUpload(name, bytes, _maxBytes);
    }

    [LoggerMessage(LogLevel.Information, "upload to {Collection}: {Images} stored, {Failed} failed, in {Milliseconds} ms")]
    private static partial void LogUpload(ILogger logger, string collection, int images, int failed, long milliseconds);

    /// <summary>The failure of a whole request.</summary>
    public static Txt2ImageException Refusal(ImageAdded first, IReadOnlyList<ImageAdded> images) =>
        new(first.Error, first.Outcome.Detail ?? "It was not added: send it again.")
        {
            RetryAfter = images.Max(image => image.Outcome.RetryAfter),
        };
}
