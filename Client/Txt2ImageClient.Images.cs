using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace Txt2Image.Client;

public sealed partial class Txt2ImageClient
{
    /// <summary>From this size on, the server is asked whether it accepts a request before the body is sent.</summary>
    private const long LargeRequest = 8 << 20;

    /// <summary>
    /// Adds images to a collection. Each has its own outcome: one that the server cannot read fails, and the others are added. An image that already
    /// exists is not stored twice. Acknowledged images are durable.
    /// </summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="images">At most 256 images of at most 512 MiB together. 16 at a time, of 8 MiB together, work well.</param>
    /// <param name="keepsOriginals">Whether the server keeps the images' bytes; otherwise a preview of at most 1,440 pixels a side.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>One outcome for each image, in their order.</returns>
    /// <exception cref="ServerErrorException">
    /// None was added. NotFound: there is no such collection. Conflict: embeddings are of another model. Overloaded: try again later. StorageFull: no
    /// space is left.
    /// </exception>
    public async Task<UploadAnswer> AddImagesAsync(
        string collection, IReadOnlyList<ImageUpload> images, bool keepsOriginals = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var path = $"{PathOf(collection)}/images{(keepsOriginals ? "" : "?originals=none")}";
        var answer = await _sender.ReadAsync<UploadAnswer>(() => Upload(path, images), cancellationToken).ConfigureAwait(false);
        return answer.Images?.Count == images.Count ? answer : throw _sender.Unexpected("the answer to an upload does not name every image");
    }

    /// <summary>Returns which of many images a collection lacks, so that only those need to be sent.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="ids">At most 10,000 ids: see <see cref="ImageId"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<IReadOnlyList<Guid>> FindMissingImagesAsync(
        string collection, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        var answer = await _sender.ReadAsync<MissingImages>(
            () => _sender.Request(HttpMethod.Post, $"{PathOf(collection)}/images/check", JsonContent.Create(new { ids })),
            cancellationToken).ConfigureAwait(false);
        return answer.Missing ?? throw _sender.Unexpected("the answer to a check does not say what is missing");
    }

    /// <summary>Lists a collection's images, page by page in the order of their ids.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="after">The <see cref="ImagePage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">The most images of the page: 1 to 1,000.</param>
    /// <param name="withEmbeddings">Whether each image comes with its embedding.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<ImagePage> ListImagesAsync(
        string collection, Guid? after = null, int limit = 100, bool withEmbeddings = false, CancellationToken cancellationToken = default)
    {
        var (embeddings, start) = (withEmbeddings ? "&embeddings=true" : "", after is null ? "" : $"&after={after:D}");
        var query = FormattableString.Invariant($"limit={limit}{embeddings}{start}");
        var page = await _sender.GetAsync<ImagePage>($"{PathOf(collection)}/images?{query}", cancellationToken).ConfigureAwait(false);
        return page.Json.TryGetProperty("images", out _) && page.Images is not null
            ? page
            : throw _sender.Unexpected("the answer to a listing names no images");
    }

    /// <summary>Lists a collection's images, page by page, the one taken last first; images whose time is not known come last.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="after">The <see cref="NewestImagesPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">The most images of the page: 1 to 1,000.</param>
    /// <param name="filter">A filter that images must pass, as text or JSON; null for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<NewestImagesPage> ListNewestImagesAsync(
        string collection, string? after = null, int limit = 100, string? filter = null, CancellationToken cancellationToken = default)
    {
        var (passing, start) = (Parameter("filter", filter), Parameter("after", after));
        var query = FormattableString.Invariant($"order=newest&limit={limit}{passing}{start}");
        var page = await _sender.GetAsync<NewestImagesPage>($"{PathOf(collection)}/images?{query}", cancellationToken).ConfigureAwait(false);
        return page.Json.TryGetProperty("images", out _) && page.Images is not null
            ? page
            : throw _sender.Unexpected("the answer to a listing names no images");
    }

    /// <summary>Counts the values of those fields that tell a collection's images apart.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="filter">A filter that images must pass, as text or JSON; null for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<CollectionFacets> CountValuesAsync(string collection, string? filter = null, CancellationToken cancellationToken = default) =>
        _sender.GetAsync<CollectionFacets>(
            $"{PathOf(collection)}/facets{(filter is null ? "" : $"?filter={Uri.EscapeDataString(filter)}")}", cancellationToken);

    /// <summary>Downloads an image's bytes as they were added, or its preview if the original is not kept.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such image.</exception>
    public Task<byte[]> GetImageAsync(string collection, Guid id, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Get, ImagePath(collection, id)), cancellationToken);

    /// <summary>Downloads an image's thumbnail: WebP, at most 512 pixels per side.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such image.</exception>
    public Task<byte[]> GetThumbnailAsync(string collection, Guid id, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Get, $"{ImagePath(collection, id)}/thumbnail"), cancellationToken);

    /// <summary>Downloads an image's preview: WebP, at most 1,440 pixels per side, upright, whatever format the original has.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such image.</exception>
    public Task<byte[]> GetPreviewAsync(string collection, Guid id, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Get, $"{ImagePath(collection, id)}/preview"), cancellationToken);

    /// <summary>Reads what is stored of an image besides its bytes.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such image.</exception>
    public Task<ImageMetadata> GetMetadataAsync(string collection, Guid id, CancellationToken cancellationToken = default) =>
        _sender.GetAsync<ImageMetadata>(MetadataPath(collection, id), cancellationToken);

    /// <summary>Changes an image's caption and fields.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="edit">What to change.</param>
    /// <param name="ifMatch">
    /// The <see cref="ImageMetadata.Etag"/> that the edit is based on: if the image has another one meanwhile, nothing is changed. Null: it may have
    /// any.
    /// </param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The new metadata.</returns>
    /// <exception cref="ServerErrorException">
    /// NotFound: the collection has no such image. InvalidRequest: the caption is too long, or a field is invalid. PreconditionFailed: the image has
    /// changed; also if an earlier attempt of this request was carried out without an answer.
    /// </exception>
    public Task<ImageMetadata> EditImageAsync(
        string collection, Guid id, ImageEdit edit, string? ifMatch = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return _sender.ReadAsync<ImageMetadata>(() => Edit(MetadataPath(collection, id), edit, ifMatch), cancellationToken);
    }

    /// <summary>Deletes an image under all its names.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="id">The image's id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such image.</exception>
    public Task DeleteImageAsync(string collection, Guid id, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Delete, ImagePath(collection, id)), cancellationToken);

    /// <summary>Removes names, each from one image. An image is deleted with its last name.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="names">1 to 1,000 names.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<RemovedNames> RemoveNamesAsync(
        string collection, IReadOnlyCollection<ImageName> names, CancellationToken cancellationToken = default) =>
        _sender.ReadAsync<RemovedNames>(
            () => _sender.Request(HttpMethod.Post, $"{PathOf(collection)}/names/remove", JsonContent.Create(new { names })), cancellationToken);

    private HttpRequestMessage Edit(string path, ImageEdit edit, string? ifMatch)
    {
        var request = _sender.Request(HttpMethod.Patch, path, new StringContent(edit.ToJson(), Encoding.UTF8, "application/merge-patch+json"));
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.ParseAdd(ifMatch);
        }

        return request;
    }

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static string MetadataPath(string collection, Guid id) => $"{ImagePath(collection, id)}/metadata";

    private static string ImagePath(string collection, Guid id) => $"{PathOf(collection)}/images/{id:D}";

    /// <summary>The names and details of the images come first, as metadata: a file name in a header cannot represent every name.</summary>
    private HttpRequestMessage Upload(string path, IReadOnlyList<ImageUpload> images)
    {
        var metadata = new JsonArray([.. images.Select(Describe)]).ToJsonString();
        var body = new MultipartFormDataContent { { new StringContent(metadata, Encoding.UTF8, MediaTypeNames.Application.Json), "metadata" } };
        long bytes = 0;
        foreach (var image in images)
        {
            var part = image.Content();
            part.Headers.ContentType ??= new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
            bytes += part.Headers.ContentLength ?? 0;
            body.Add(part, "file", "image");
        }

        var request = _sender.Request(HttpMethod.Post, path, body);
        request.Headers.ExpectContinue = bytes > LargeRequest;
        return request;
    }

    private static JsonObject Describe(ImageUpload image)
    {
        var item = new JsonObject { ["name"] = image.Name };
        if (image.Caption is { } caption)
        {
            item["caption"] = caption;
        }

        if (image.Fields is { } fields)
        {
            item["fields"] = JsonNode.Parse(fields);
        }

        if (image.Replaces is { } replaced)
        {
            item["replaces"] = replaced;
        }

        if (image.Embedding is { IsEmpty: false } embedding)
        {
            item["embedding"] = EmbeddingJson.ToBase64(embedding.Span);
            item["model"] = image.Model;
        }

        return item;
    }
}
