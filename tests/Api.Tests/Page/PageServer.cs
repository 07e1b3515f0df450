using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;

namespace Txt2Image.Api.Tests.Page;

/// <summary>
/// Serves the page's files under the product's content security policy, with answers in the product's format: a collection of as many pictures as a
/// test needs, of several shapes and days, and searches that find all of them.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    public const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'";

    /// <summary>Where hits are folded, this one and the next look like the third.</summary>
    private const int FirstFolded = 230;

    private const string Town = "the \"old\" town";

    private static readonly (int Width, int Height)[] Shapes = [(400, 300), (300, 400), (400, 400), (1200, 300), (2000, 1500)];
    private static readonly byte[][] Pictures = [.. Shapes.Select((shape, i) => Png.Of(i, shape.Width / 10, shape.Height / 10))];
    private static readonly string Files = Path.Combine(Repository.Root, "Api", "wwwroot");

    private static readonly object Facets = new
    {
        place = new
        {
            values = new[] { new { value = Town, count = 12 }, new { value = "beach", count = 5 } },
            others = 0,
            missing = 3,
        },
    };

    private readonly WebApplication _app;

    private PageServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(async (http, next) =>
        {
            if (await Before(http.Request) is { } answer)
            {
                await answer.ExecuteAsync(http);
                return;
            }

            await next(http);
        });
        _app.MapGet("/status", () => Results.Json(new
        {
            knowsOnlyItsWorld = KnowsOnlyItsWorld,
            defaultCollection = "demo",
            collections = Collections.Select(Described),
            indexing = Indexing,
        }));
        MapCollections();
        _app.MapGet("/search", (HttpRequest request) => Searched(request));
        _app.MapPost("/search", async (HttpRequest request) =>
        {
            Bodies.Enqueue(await new StreamReader(request.Body).ReadToEndAsync());
            return Searched(request);
        });
        _app.MapPost("/search/image", async (HttpRequest request) =>
        {
            Bodies.Enqueue(await new StreamReader(request.Body).ReadToEndAsync());
            return Searched(request);
        });
        _app.MapGet("/{file=index.html}", Send);
    }

    public string Url => _app.Urls.Single();

    public bool KnowsOnlyItsWorld { get; set; }

    public object? Indexing { get; set; }

    /// <summary>The collections, with how many pictures each has.</summary>
    public SortedDictionary<string, int> Collections { get; } = new(StringComparer.Ordinal) { ["demo"] = 240, ["mine"] = 40, ["new"] = 0 };

    public ConcurrentDictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers in place of the server, where a test says so; otherwise it is <see cref="Served"/>.</summary>
    public Func<HttpRequest, Task<IResult?>> Before { get; set; } = _ => Served;

    public static Task<IResult?> Served { get; } = Task.FromResult<IResult?>(null);

    public string Caption { get; set; } = "a caption";

    public string[] Unknown { get; set; } = [];

    public bool Truncated { get; set; }

    /// <summary>How much was searched, as if the time had been out.</summary>
    public object? Part { get; set; }

    /// <summary>What is suggested instead of each text.</summary>
    public string? Suggestion { get; set; }

    /// <summary>The blurred picture of every image.</summary>
    public string? ThumbHash { get; set; }

    /// <summary>The requests for searches and lists, in the order of arrival.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>The bodies of posted searches.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>The ids of the images that were deleted.</summary>
    public ConcurrentQueue<string> Deleted { get; } = new();

    /// <summary>Whether hits have different values in a field.</summary>
    public bool HasPlaces { get; set; }

    /// <summary>Whether nothing matches where hits are cut off.</summary>
    public bool NothingMatches { get; set; }

    /// <summary>What was uploaded: the collection, the name and the bytes as text.</summary>
    public ConcurrentQueue<(string Collection, string Name, string Text)> Uploads { get; } = new();

    public static async Task<PageServer> StartAsync()
    {
        var server = new PageServer();
        await server._app.StartAsync();
        return server;
    }

    public static string IdOf(int index) => $"{index * 40503 % 65536:x4}0000-0000-4000-8000-{index:x12}";

    public static Task<IResult?> Problem(int status, string code, string detail)
    {
        var problem = new { type = "about:blank", title = "no", status, code, detail, traceId = "t" };
        return Task.FromResult<IResult?>(Results.Json(problem, statusCode: status, contentType: "application/problem+json"));
    }

    /// <summary>Waits until a request for a search or a list has come: the page may show what it will read before it asks.</summary>
    public async Task AskedAsync(string query)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(Queries.Contains(query, StringComparer.Ordinal)));
        Assert.Contains(query, Queries, StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void MapCollections()
    {
        var one = _app.MapGroup("/collections/{name}");
        _app.MapGet("/collections", () => Results.Json(new { collections = Collections.Select(Described) }));
        one.MapPut("", (string name) =>
        {
            Collections.TryAdd(name, 0);
            return Results.Json(new { name }, statusCode: 201);
        });
        one.MapDelete("", (string name) =>
        {
            Collections.Remove(name);
            return Results.NoContent();
        });
        one.MapPut("/aliases/{alias}", (string name, string alias) =>
        {
            Aliases[alias] = name;
            return Results.NoContent();
        });
        one.MapDelete("/aliases/{alias}", (string alias) =>
        {
            Aliases.TryRemove(alias, out _);
            return Results.NoContent();
        });
        one.MapGet("/facets", (string name, HttpRequest request) =>
        {
            Queries.Enqueue($"{name}/facets {request.QueryString}");
            var years = new[] { new { value = 2024, count = 100 }, new { value = 2023, count = 40 } };
            return Results.Json(new { counted = 57, sample = false, facets = new { taken = new { values = years, others = 0, missing = 10 } } });
        });
        one.MapPost("/images/zip", async (HttpRequest request) =>
        {
            Bodies.Enqueue(await new StreamReader(request.Body).ReadToEndAsync());
            return Results.Bytes("a zip"u8.ToArray(), "application/zip");
        });
        one.MapGet("/images", (string name, HttpRequest request) => Listed(name, request));
        one.MapPost("/images", async (string name, HttpRequest request) =>
        {
            Uploads.Enqueue((name, request.Query["name"]!, await new StreamReader(request.Body).ReadToEndAsync()));
            Collections[name]++;
            return Results.Json(new { images = new[] { new { status = "added" } } });
        });
        one.MapGet("/images/{id}/metadata", (string name, string id) =>
            Enumerable.Range(0, Collections[name]).FirstOrDefault(i => IdOf(i) == id, -1) is var index and >= 0
                ? Results.Json(Image(index))
                : Results.Json(new { title = "Not found", status = 404, code = "NotFound", detail = "no" }, statusCode: 404));
        one.MapDelete("/images/{id}", (string id) =>
        {
            Deleted.Enqueue(id);
            return Results.NoContent();
        });
        one.MapGet("/images/{id}/{rendition?}", (string id) => Results.Bytes(Pictures[Index(id) % Shapes.Length], "image/png"));
    }

    private IResult Listed(string name, HttpRequest request)
    {
        Queries.Enqueue($"{name} {request.QueryString}");
        if (!Collections.TryGetValue(name, out var total))
        {
            return Results.Json(
                new { title = "Not found", status = 404, code = "NotFound", detail = "GET /collections lists all collections." }, statusCode: 404);
        }

        total = request.Query.ContainsKey("filter") ? 57 : total;
        var limit = int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture);
        var after = request.Query["after"].ToString();
        var start = after.Length == 0 ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var end = Math.Min(total, start + limit);
        return Results.Json(new { images = Enumerable.Range(start, end - start).Select(Image), next = end < total ? $"{end}" : null });
    }

    private IResult Searched(HttpRequest request)
    {
        Queries.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        int Number(string name, int otherwise) => int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var n) ? n : otherwise;
        var name = (string?)request.Query["collection"] ?? "demo";
        var (k, offset, total) = (Number("k", 100), Number("offset", 0), Collections.GetValueOrDefault(name));
        var isCut = request.Query["cutoff"] == "auto";
        total = isCut && NothingMatches ? 0 : request.Query.ContainsKey("filter") ? total / 4 : total;
        total = request.Query.ContainsKey("collapse") ? Math.Min(total, FirstFolded) : total;
        return Results.Json(new
        {
            query = (string?)request.Query["q"],
            collection = name,
            cache = "memory",
            truncated = Truncated,
            unknownWords = Unknown,
            suggestion = Suggestion,
            k,
            offset,
            hits = Enumerable.Range(offset, Math.Max(0, Math.Min(k, total - offset)))
                .Select(i => Hit(name, i, isCut, request.Query.ContainsKey("collapse"))),
            cutoff = isCut ? new { known = true, nothing = NothingMatches } : null,
            facets = request.Query.ContainsKey("facets") ? Facets : null,
            timings = new { total = 12.3 },
            partial = Part,
        });
    }

    private object Described(KeyValuePair<string, int> collection) => new
    {
        name = collection.Key,
        images = collection.Value,
        model = "demo",
        bytes = 12_345_678,
        aliases = Aliases.Where(alias => alias.Value == collection.Key).Select(alias => alias.Key).Order(StringComparer.Ordinal),
        created = "2026-11-28T20:44:07Z",
        changed = "2026-11-29T20:44:07Z",
    };

    // Twelve pictures a day from the last of May 2024 back; the last ten have no date.
    private object Image(int index) => new
    {
        id = IdOf(index),
        names = new[] { $"folder/{index}.jpg", "again.jpg" },
        caption = Caption,
        fields = index >= Collections["demo"] - 10
            ? (object)new { split = "seen" }
            : new { taken = 1717180200 - (index / 12 * 86400), tag = "sea,boat", split = "seen" },
        width = Shapes[index % Shapes.Length].Width,
        height = Shapes[index % Shapes.Length].Height,
        bytes = 48_211,
        thumbHash = ThumbHash,
    };

    private object Hit(string collection, int index, bool isCut, bool isFolded) => new
    {
        id = IdOf(index),
        chance = isCut ? .01 : (double?)null,
        folded = isFolded && index == 2 ? [IdOf(FirstFolded), IdOf(FirstFolded + 1)] : (string[]?)null,
        score = .5 - (.0001 * index),
        name = $"folder/{index}.jpg",
        names = new[] { $"folder/{index}.jpg", "again.jpg" },
        caption = Caption,
        fields = new { taken = 1717180200, year = 2024, warm = true, split = "seen", place = HasPlaces && index % 3 > 0 ? Town : "beach" },
        width = Shapes[index % Shapes.Length].Width,
        height = Shapes[index % Shapes.Length].Height,
        imageUrl = $"/collections/{collection}/images/{IdOf(index)}",
        thumbnailUrl = $"/collections/{collection}/images/{IdOf(index)}/thumbnail",
    };

    private static int Index(string id) => int.Parse(id[^12..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IResult Send(string file, HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        new FileExtensionContentTypeProvider().TryGetContentType(file, out var type);
        var path = Path.Combine(Files, Path.GetFileName(file));
        return File.Exists(path) ? Results.File(path, type) : Results.NotFound();
    }
}
