using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>A small server with the product's answer shapes, told by a test how to behave.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<IResult> _refusals = new();

    private FakeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/status", () => Results.Text(Status, "application/json"));
        _app.MapGet("/collections", () => Results.Text(CollectionList, "application/json"));
        _app.MapGet("/collections/{name}", (string name) =>
            Collections.ContainsKey(name) ? Results.Ok(new { name }) : Problem(404, "NotFound", "none"));
        _app.MapPut("/collections/{name}", (string name) => Create(name));
        _app.MapPost("/collections/{name}/images", UploadAsync);
        _app.MapGet("/search", (HttpRequest request) => Search(request));
    }

    public ConcurrentDictionary<string, ConcurrentDictionary<string, long>> Collections { get; } =
        new(StringComparer.Ordinal);

    public ConcurrentQueue<IReadOnlyList<string>> Uploads { get; } = new();

    public ConcurrentQueue<string> Queries { get; } = new();

    public ConcurrentQueue<string?> Keys { get; } = new();

    /// <summary>What becomes of a file, by its name; null to take it.</summary>
    public Func<string, JsonObject?> Fault { get; set; } = _ => null;

    public string Status { get; set; } = """{"version":"1","model":"demo","knowsOnlyItsWorld":false,"indexing":null}""";

    public string CollectionList { get; set; } = """{"collections":[]}""";

    public Func<HttpRequest, IResult> OnSearch { get; set; } = _ => Problem(404, "NotFound", "There is no collection of this name.");

    /// <summary>More routes than the program needs: the page's.</summary>
    public static async Task<FakeServer> StartAsync(Action<WebApplication> map)
    {
        var server = new FakeServer();
        map(server._app);
        await server._app.StartAsync();
        return server;
    }

    public Func<CancellationToken, Task> BeforeUpload { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.Single();

    public static Task<FakeServer> StartAsync() => StartAsync(_ => { });

    public static IResult Problem(int status, string code, string detail) => Results.Json(
        new { type = "about:blank", title = "no", status, code, detail, traceId = "t" }, statusCode: status, contentType: "application/problem+json");

    /// <summary>The next upload is refused as a whole.</summary>
    public void RefuseNext(int status, string code, int? retryAfter = null) => _refusals.Enqueue(new Refused(status, code, retryAfter));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Create(string name) =>
        Collections.TryAdd(name, new(StringComparer.Ordinal)) ? Results.Json(new { name }, statusCode: 201) : Results.Ok(new { name });

    private IResult Search(HttpRequest request)
    {
        Queries.Enqueue(request.QueryString.Value ?? "");
        Keys.Enqueue(request.Headers.Authorization);
        return OnSearch(request);
    }

    private async Task<IResult> UploadAsync(string name, HttpRequest request, CancellationToken cancel)
    {
        await BeforeUpload(cancel);
        var form = await request.ReadFormAsync(cancel);
        var names = JsonNode.Parse(form["metadata"].Single()!)!.AsArray().Select(o => (string)o!["name"]!).ToArray();
        Uploads.Enqueue(names);
        if (_refusals.TryDequeue(out var refusal))
            return refusal;
        if (names.Length == 1 && Fault(names[0]) is { } only && (int?)only["status"] is { } status and not 200)
            return Problem(status, (string)only["code"]!, (string)only["detail"]!);

        var images = names.Zip(form.Files, (n, file) => Outcome(name, n, file));
        return Results.Json(new { images, version = "v" });
    }

    private object Outcome(string collection, string name, IFormFile file)
    {
        if (Fault(name) is { } fault)
            return new { name, status = "failed", error = new { code = (string)fault["code"]!, detail = (string)fault["detail"]! } };
        var images = Collections[collection];
        var status = images.TryGetValue(name, out var length) ? length == file.Length ? "unchanged" : "updated" : "added";
        images[name] = file.Length;
        return new { name, status, id = Guid.Empty };
    }

    private sealed class Refused(int status, string code, int? retryAfter) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (retryAfter is { } seconds)
                httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Problem(status, code, $"refused as {code}").ExecuteAsync(httpContext);
        }
    }
}
