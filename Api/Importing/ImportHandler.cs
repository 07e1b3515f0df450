using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Hosting;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Api.Importing;

/// <summary>Imports images from Qdrant page by page, in the same way as uploads.</summary>
internal sealed class ImportHandler(UploadHandler uploads, UploadGate gate, IOptions<ImageOptions> options, QdrantImageSource? source = null)
    : IDisposable
{
    private const int DefaultLimit = 16;

    /// <summary>A page can be 64 MB, so only this many are in memory at the same time.</summary>
    private const int PagesAtOnce = 4;

    private readonly SemaphoreSlim _pages = new(PagesAtOnce);
    private readonly int _maxBytes = options.Value.MaxBytes;

    private QdrantImageSource Source => source ?? throw new Txt2ImageException(
        ErrorCode.NotFound, "No Qdrant to import from is configured: start the server with Txt2Image:Vectors:Qdrant:Url set to its address.");

    public async Task<SourcesBody> ListAsync(CancellationToken cancellationToken) =>
        new([.. (await Source.ListAsync(cancellationToken)).Select(SourceBody.Of)]);

    public async Task<ImportedBody> ImportAsync(string collection, JsonElement json, HttpContext http)
    {
        var asked = new JsonParameters(json, "The body", "source", "after", "limit");
        using var memory = gate.Open();
        var page = new Page(
            Source,
            asked.Text("source") is { Length: > 0 } name ? name : throw Wrong.Invalid("source is required: the name of a collection in Qdrant."),
            asked.Text("after"),
            asked.Whole("limit", 1, QdrantImageSource.MaxPage) ?? DefaultLimit,
            _maxBytes,
            memory);
        if (page.After is { } after && !QdrantImageSource.IsPointId(after))
        {
            throw Wrong.Invalid($"after must be a point's id (a whole number or a UUID), not '{Wrong.Short(after)}'.");
        }

        if (!await _pages.WaitAsync(UploadLimits.Patience, http.RequestAborted))
        {
            throw UploadGate.Busy();
        }

        try
        {
            var taken = await uploads.TakeAsync(collection, page.ReadAsync(http.RequestAborted), memory, http.RequestAborted);
            var answer = await uploads.AnswerAsync(collection, taken, http.Request.PathBase, http.RequestAborted);
            return new ImportedBody([.. page.Points.Zip(answer.Images, ImportedPointBody.Of)], page.Next, answer.Version);
        }
        finally
        {
            _pages.Release();
        }
    }

    public void Dispose() => _pages.Dispose();

    /// <summary>A page that is read when its turn comes.</summary>
    private sealed class Page(QdrantImageSource source, string name, string? after, int limit, int maxBytes, UploadGate.UploadMemory memory)
    {
        public string? After => after;

        public List<string> Points { get; } = [];

        public string? Next { get; private set; }

        public async IAsyncEnumerable<ImageUpload> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var read = await source.ReadAsync(name, after, limit, cancellationToken);
            Next = read.Next;
            foreach (var image in read.Images)
            {
                Points.Add(image.Point);
                yield return ToUpload(image);
            }
        }

        private ImageUpload ToUpload(ForeignImage image)
        {
            if (image.Fault is { } fault)
            {
                return ImageUpload.Refused(image.Name, ErrorCode.UnsupportedMediaType, fault);
            }

            var bytes = image.Bytes?.Length <= maxBytes ? image.Bytes : null;
            var part = bytes is null || memory.TryTake(bytes.Length) ? new Part(bytes) : new Part(null, HasNoRoom: true);
            return new UploadDetails(image.Name, image.Caption, image.Fields).ToUpload(image.Name, part, maxBytes);
        }
    }
}
