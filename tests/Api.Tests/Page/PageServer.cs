using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;

namespace Txt2Image.Api.Tests.Page;

/// <summary>
/// Serves the page's files under the product's content security policy, with answers in the product's format and a gallery of forty hits.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

    private const string Picture = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30H0z"/></svg>""";
    private static readonly string Files = Path.Combine(Repository.Root, "Api", "wwwroot");

    private readonly WebApplication _app;

    private PageServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var types = new FileExtensionContentTypeProvider();
        _app = builder.Build();
        _app.MapGet("/status", () => Results.Text(Status, "application/json"));
        _app.MapGet("/collections", () => Results.Text(CollectionList, "application/json"));
        _app.MapGet("/search", (HttpRequest request) =>
        {
            Queries.Enqueue(request.QueryString.Value ?? "");
            return OnSearch(request);
        });
        _app.MapGet("/images/{id}", () => Results.Text(Picture, "image/svg+xml"));
        _app.MapGet("/{file=index.html}", (string file, HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = Policy;
            types.TryGetContentType(file, out var type);
            var path = Path.Combine(Files, Path.GetFileName(file));
            return File.Exists(path) ? Results.File(path, type) : Results.NotFound();
        });
    }

    public string Url => _app.Urls.Single();

    public string Status { get; set; } = """{"version":"1","model":"demo","knowsOnlyItsWorld":false,"indexing":null}""";

    public string CollectionList { get; set; } =
        """{"collections":[{"name":"demo","images":40},{"name":"mine","images":40},{"name":"new","images":0}]}""";

    public Func<HttpRequest, IResult> OnSearch { get; set; } = request => Answer(request);

    /// <summary>The query strings of the searches, in the order of arrival.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    public static async Task<PageServer> StartAsync()
    {
        var server = new PageServer();
        await server._app.StartAsync();
        return server;
    }

    public static IResult Answer(HttpRequest request, string caption = "a caption", string[]? unknown = null, bool truncated = false, int total = 40)
    {
        int Number(string name, int otherwise) => int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var n) ? n : otherwise;
        var (k, offset) = (Number("k", 10), Number("offset", 0));
        return Results.Json(new
        {
            query = (string?)request.Query["q"],
            collection = (string?)request.Query["collection"] ?? "demo",
            cache = "memory",
            truncated,
            unknownWords = unknown ?? [],
            k,
            offset,
            hits = Enumerable.Range(offset, Math.Max(0, Math.Min(k, total - offset))).Select(i => Hit(i, caption)),
            timings = new { total = 12.3 },
        });
    }

    public static IResult Problem(int status, string code, string detail) => Results.Json(
        new { type = "about:blank", title = "no", status, code, detail, traceId = "t" }, statusCode: status, contentType: "application/problem+json");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static object Hit(int index, string caption) => new
    {
        id = index,
        score = .5 - (.01 * index),
        name = $"{index}.jpg",
        names = new[] { $"{index}.jpg", "again.jpg" },
        caption,
        fields = new { split = "seen" },
        width = 40,
        height = 30,
        imageUrl = $"/images/{index}",
        thumbnailUrl = $"/images/{index}",
    };
}
