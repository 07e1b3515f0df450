using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>A small server with the product's answer shapes, whose behaviour a test controls.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<IResult> _refusals = new();
    private int _waiting;

    private FakeServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _app = builder.Build();
        _app.MapGet("/status", () => Results.Text(Status, "application/json"));
        _app.MapGet("/collections", () => Results.Text(CollectionList, "application/json"));
        _app.MapGet("/collections/{name}", (string name) =>
            Collections.ContainsKey(name)
                ? Results.Ok(new { name, created = Created, images = CollectionImages, dimension = 4 })
                : Problem(404, "NotFound", "none"));
        _app.MapPut("/collections/{name}", (string name) => Create(name));
        _app.MapPost("/collections/{name}/images", UploadAsync);
        _app.MapGet("/collections/{name}/images", (string name) => Results.Json(new { images = Listed(name) }));
        _app.MapPost("/collections/{name}/images/check", CheckAsync);
        _app.MapPost("/collections/{name}/names/remove", RemoveAsync);
        _app.MapGet("/collections/{name}/history", () =>
            History is null ? Problem(404, "NotFound", "none") : Results.Text(History, "application/json"));
        _app.MapGet("/search", (HttpRequest request) => Search(request));
        _app.MapPost("/search", async (HttpRequest request) =>
        {
            SearchBodies.Enqueue((await JsonNode.ParseAsync(request.Body))!.AsObject());
            return Search(request);
        });
    }

    public ConcurrentDictionary<string, ConcurrentDictionary<string, long>> Collections { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The names that images have, with the images' lengths.</summary>
    public ConcurrentDictionary<(string Collection, string Name, Guid Id), long> Names { get; } = new();

    public ConcurrentQueue<IReadOnlyList<string>> Uploads { get; } = new();

    /// <summary>The details sent with each image besides its bytes, in the order of arrival.</summary>
    public ConcurrentQueue<JsonObject> Details { get; } = new();

    /// <summary>The ids of the images that were accepted.</summary>
    public ConcurrentDictionary<Guid, string> Ids { get; } = new();

    public ConcurrentQueue<string> UploadQueries { get; } = new();

    public ConcurrentQueue<IReadOnlyList<string>> Removals { get; } = new();

    public ConcurrentQueue<int> Checks { get; } = new();

    /// <summary>When collections were created: a different time means a different collection.</summary>
    public DateTimeOffset Created { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>The bodies of searches that had one.</summary>
    public ConcurrentQueue<JsonObject> SearchBodies { get; } = new();

    public ConcurrentQueue<string?> Keys { get; } = new();

    /// <summary>The error for a file, by its name; null to accept it.</summary>
    public Func<string, JsonObject?> Fault { get; set; } = _ => null;

    /// <summary>The history of every collection; null for a server that keeps none.</summary>
    public string? History { get; set; }

    /// <summary>The version that every write answers.</summary>
    public string Version { get; set; } = "v";

    public string Status { get; set; } = """{"version":"1","model":"demo","knowsOnlyItsWorld":false,"indexing":null}""";

    /// <summary>How many images every collection says it has.</summary>
    public int CollectionImages { get; set; }

    public string CollectionList { get; set; } = """{"collections":[]}""";

    public Func<HttpRequest, IResult> OnSearch { get; set; } = _ => Problem(404, "NotFound", "There is no collection of this name.");

    /// <summary>Starts one with more routes, such as those of another server that the program calls.</summary>
    public static async Task<FakeServer> StartAsync(Action<WebApplication> map, int port = 0)
    {
        var server = new FakeServer(port);
        map(server._app);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Uploads that wait for an answer that never comes.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Which uploads are never answered.</summary>
    public Func<IReadOnlyList<string>, bool> Hangs { get; set; } = _ => false;

    /// <summary>Called when a name has got an image of this many bytes, or has lost its image, before the client gets its answer.</summary>
    public Action<string, long?> Changed { get; set; } = (_, _) => { };

    public Func<CancellationToken, Task> BeforeUpload { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.Single();

    public static Task<FakeServer> StartAsync() => StartAsync(_ => { });

    /// <summary>Starts one at a port, as a server that was restarted.</summary>
    public static Task<FakeServer> StartAtAsync(int port) => StartAsync(_ => { }, port);

    public static IResult Problem(int status, string code, string detail) => Results.Json(
        new { type = "about:blank", title = "no", status, code, detail, traceId = "t" }, statusCode: status, contentType: "application/problem+json");

    /// <summary>Rejects the next upload as a whole.</summary>
    public void RefuseNext(int status, string code, int? retryAfter = null) => _refusals.Enqueue(new Refused(status, code, retryAfter));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Create(string name) =>
        Collections.TryAdd(name, new(StringComparer.Ordinal))
            ? Results.Json(new { name, created = Created }, statusCode: 201) : Results.Ok(new { name, created = Created });

    private IResult Search(HttpRequest request)
    {
        Queries.Enqueue(request.QueryString.Value ?? "");
        Keys.Enqueue(request.Headers.Authorization);
        return OnSearch(request);
    }

    private async Task<IResult> UploadAsync(string name, HttpRequest request, CancellationToken cancellationToken)
    {
        await BeforeUpload(cancellationToken);
        var form = await request.ReadFormAsync(cancellationToken);
        var details = JsonNode.Parse(form["metadata"].Single()!)!.AsArray().Select(o => o!.AsObject()).ToArray();
        var names = details.Select(o => (string)o["name"]!).ToArray();
        Uploads.Enqueue(names);
        if (Hangs(names))
        {
            await HangAsync(cancellationToken);
        }

        UploadQueries.Enqueue(request.QueryString.Value ?? "");
        if (_refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        if (names.Length == 1 && Fault(names[0]) is { } only && (int?)only["status"] is { } status and not 200)
        {
            return Problem(status, (string)only["code"]!, (string)only["detail"]!);
        }

        foreach (var image in details)
        {
            Details.Enqueue(image);
        }

        var images = details.Zip(form.Files, (image, file) => Outcome(name, image, file)).ToArray();
        return Results.Json(new { images, version = Version });
    }

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private IEnumerable<object> Listed(string collection) =>
        from held in Names
        where held.Key.Collection == collection
        group held by (held.Key.Id, held.Value) into image
        select new { id = image.Key.Id, bytes = image.Key.Value, names = image.Select(one => one.Key.Name) };

    private object Outcome(string collection, JsonObject details, IFormFile file)
    {
        var name = (string)details["name"]!;
        if (Fault(name) is { } fault)
        {
            return new { name, status = "failed", error = new { code = (string)fault["code"]!, detail = (string)fault["detail"]! } };
        }

        var images = Collections[collection];
        var status = images.TryGetValue(name, out var length) ? length == file.Length ? "unchanged" : "updated" : "added";
        images[name] = file.Length;
        using var bytes = file.OpenReadStream();
        var id = new Guid(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);
        Ids[id] = name;
        Names[(collection, name, id)] = file.Length;
        if (details["replaces"] is { } replaced && (Guid)replaced != id && Names.TryRemove((collection, name, (Guid)replaced), out _))
        {
            status = "replaced";
        }

        Changed(name, file.Length);
        return new { name, status, id };
    }

    private async Task<IResult> CheckAsync(string name, HttpRequest request)
    {
        var ids = (await JsonNode.ParseAsync(request.Body))!["ids"]!.AsArray().Select(id => (Guid)id!).ToArray();
        Checks.Enqueue(ids.Length);
        return Results.Json(new { missing = ids.Where(id => !Ids.ContainsKey(id)) });
    }

    private async Task<IResult> RemoveAsync(string name, HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        var pairs = body["names"]!.AsArray().Select(one => (Id: (Guid)one!["id"]!, Name: (string)one["name"]!)).ToArray();
        Removals.Enqueue([.. pairs.Select(pair => pair.Name)]);
        var unknown = pairs.Where(pair => !Names.TryRemove((name, pair.Name, pair.Id), out _)).ToArray();
        foreach (var pair in pairs.Where(pair => !Names.Keys.Any(held => held.Collection == name && held.Name == pair.Name)))
        {
            Collections[name].TryRemove(pair.Name, out _);
            Changed(pair.Name, null);
        }

        return Results.Json(new
        {
            removed = pairs.Length - unknown.Length,
            deletedImages = 0,
            unknown = unknown.Select(pair => new { id = pair.Id, name = pair.Name }),
            version = Version,
        });
    }

    private sealed class Refused(int status, string code, int? retryAfter) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (retryAfter is { } seconds)
            {
                httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return Problem(status, code, $"rejected as {code}").ExecuteAsync(httpContext);
        }
    }
}
