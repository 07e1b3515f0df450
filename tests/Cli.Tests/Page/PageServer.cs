using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Page;

/// <summary>The fake server with the page's files under the product's policy, and a gallery of forty hits.</summary>
internal static class PageServer
{
    public const string Collections =
        """{"collections":[{"name":"demo","images":40},{"name":"mine","images":40},{"name":"new","images":0}]}""";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

    private const string Picture = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30H0z"/></svg>""";

    public static async Task<FakeServer> StartAsync()
    {
        var types = new FileExtensionContentTypeProvider();
        var server = await FakeServer.StartAsync(app =>
        {
            app.MapGet("/images/{id}", () => Results.Text(Picture, "image/svg+xml"));
            app.MapGet("/{file=index.html}", (string file, HttpResponse response) =>
            {
                response.Headers.ContentSecurityPolicy = Policy;
                types.TryGetContentType(file, out var type);
                var path = Path.Combine(Root(), Path.GetFileName(file));
                return File.Exists(path) ? Results.File(path, type) : Results.NotFound();
            });
        });
        server.CollectionList = Collections;
        server.OnSearch = request => Answer(request);
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

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Txt2Image.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder, "Api", "wwwroot");
    }
}
