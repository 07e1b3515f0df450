using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Support;

/// <summary>
/// A server of one collection whose rankings a test decides, in the product's shapes. The image of number i has the id of i and is named i.jpg; the
/// embedding of a text is that of the image whose number is its last word.
/// </summary>
internal sealed class SearchServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SearchServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/status", () => Results.Json(new { version = "1.2.3", defaultCollection = "shelf" }));
        _app.MapGet("/collections/{name}", (string name) => name == "shelf"
            ? Results.Json(new { name, model = "fake", fingerprint = "f", dimension = Dimension, images = Images, version = Version })
            : FakeServer.Problem(404, "NotFound", $"There is no collection '{name}'."));
        _app.MapGet("/collections/{name}/images", (int limit, Guid? after, string? embeddings) =>
            ListAsync(limit, after, embeddings is not null));
        _app.MapGet("/collections/{name}/images/{id}/thumbnail", (Guid id) => NumberOf(id) % 2 == 0
            ? Results.Bytes("RIFF"u8.ToArray(), "image/webp")
            : FakeServer.Problem(404, "NotFound", "gone"));
        _app.MapPost("/search/batch", SearchAsync);
        _app.MapPost("/v1/embeddings", EmbedAsync);
    }

    /// <summary>How many numbers an embedding has.</summary>
    public int Dimension { get; set; } = 64;

    public int Images { get; set; } = 20;

    public string Version { get; set; } = "v1";

    /// <summary>The captions of each image.</summary>
    public Func<int, string[]> Captions { get; set; } = _ => [];

    /// <summary>The images for a text, the best first, with scores; null for an error of the search.</summary>
    public Func<string, IEnumerable<(int Image, double Score)>?> Ranking { get; set; } = text =>
    {
        var number = LastNumber(text);
        return Enumerable.Range(0, 1000).Select(rank => (number + rank, 1 - (rank / 1000.0)));
    };

    /// <summary>Called before each batch is answered.</summary>
    public Func<int, CancellationToken, Task> BeforeBatch { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before each page of images is answered; with whether it has embeddings.</summary>
    public Func<bool, Task> BeforeList { get; set; } = _ => Task.CompletedTask;

    /// <summary>The searches that arrived.</summary>
    public ConcurrentQueue<JsonObject> Searches { get; } = new();

    /// <summary>How many inputs each request for embeddings had.</summary>
    public ConcurrentQueue<int> Embeddings { get; } = new();

    /// <summary>Texts that are rejected.</summary>
    public Func<string, bool> Rejects { get; set; } = _ => false;

    public string Url => _app.Urls.Single();

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    public static int LastNumber(string text) => int.Parse(text[(text.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    public static async Task<SearchServer> StartAsync()
    {
        var server = new SearchServer();
        await server._app.StartAsync();
        return server;
    }

    public Task<CliRun> RunAsync(params string[] args) => CliRun.StartAsync([.. args, "--url", Url]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static int NumberOf(Guid id) => BitConverter.ToInt32(id.ToByteArray());

    private async Task<IResult> ListAsync(int limit, Guid? after, bool withEmbeddings)
    {
        await BeforeList(withEmbeddings);
        var first = after is { } id ? NumberOf(id) + 1 : 0;
        var numbers = Enumerable.Range(first, Math.Clamp(Images - first, 0, limit)).ToList();
        Guid? next = numbers is [.., var last] && last + 1 < Images ? IdOf(last) : null;
        return Results.Json(new { images = numbers.Select(number => Listed(number, withEmbeddings)), next });
    }

    private JsonObject Listed(int number, bool withEmbedding)
    {
        var listed = new JsonObject { ["id"] = IdOf(number), ["names"] = new JsonArray($"{number}.jpg") };
        var captions = Captions(number);
        listed["caption"] = captions is [var first, ..] ? first : null;
        var fields = new JsonObject { ["parity"] = number % 2 == 0 ? "even" : "odd" };
        if (captions.Length > 1)
        {
            fields["captions"] = JsonSerializer.Serialize(captions);
        }

        listed["fields"] = fields;
        if (withEmbedding)
        {
            listed["embedding"] = Embedding(number);
        }

        return listed;
    }

    private async Task SearchAsync(HttpContext http)
    {
        var searches = (await JsonNode.ParseAsync(http.Request.Body))!["searches"]!.AsArray();
        await BeforeBatch(searches.Count, http.RequestAborted);
        foreach (var (index, search) in searches.Index())
        {
            Searches.Enqueue(search!.DeepClone().AsObject());
            await http.Response.WriteAsync(Answer(index, search!).ToJsonString() + "\n");
        }
    }

    private JsonObject Answer(int index, JsonNode search)
    {
        var text = (string)search["terms"]![0]!["text"]!;
        if (Rejects(text) || Ranking(text) is not { } ranking)
        {
            var (status, code) = Rejects(text) ? (400, "InvalidRequest") : (503, "Unavailable");
            return new JsonObject
            {
                ["index"] = index, ["problem"] = new JsonObject { ["status"] = status, ["code"] = code, ["detail"] = "The text is rejected." },
            };
        }

        var hits = ranking.Where(hit => hit.Image < Images).Take((int)search["k"]!).Select(hit => (JsonNode)new JsonObject
        {
            ["id"] = IdOf(hit.Image), ["score"] = hit.Score, ["name"] = $"{hit.Image}.jpg",
        });
        return new JsonObject { ["index"] = index, ["answer"] = new JsonObject { ["collection"] = "shelf", ["hits"] = new JsonArray([.. hits]) } };
    }

    private async Task<IResult> EmbedAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        var texts = body["input"]!.AsArray().Select(one => (string)one!["text"]!).ToList();
        Embeddings.Enqueue(texts.Count);
        return texts.Exists(text => Rejects(text))
            ? FakeServer.Problem(400, "InvalidRequest", "The text is rejected.")
            : Results.Json(new { data = texts.Select((text, index) => new { index, embedding = Embedding(LastNumber(text)) }) });
    }

    /// <summary>A unit vector for each number.</summary>
    private string Embedding(int number)
    {
        var vector = new float[Dimension];
        vector[number % Dimension] = 1;
        return Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));
    }
}
