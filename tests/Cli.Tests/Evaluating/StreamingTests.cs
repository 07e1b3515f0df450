using System.Text.Json;
using Txt2Image.Cli.Evaluating.Relevance;
using Txt2Image.Cli.Evaluating.Searching;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Tests.Evaluating.Support;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Evaluating;

/// <summary>Large files and collections pass through.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SearchServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SearchServer.StartAsync();

    [Fact]
    public async Task Queries_OfAnEndlessSource_AreReadOnlyABlockAhead()
    {
        using var client = new Txt2ImageClient(new Uri(_server.Url));
        using var journal = EvalJournal.Open(null, Key());
        var read = 0;
        var searches = new TextSearches(new PatientBatch(client, TimeProvider.System), new SearchRequest { K = 2 }, journal);
        List<WeakReference> earlier = [];
        var done = 0;
        await foreach (var outcome in searches.RunAsync(Endless(() => read++).ToAsyncEnumerable()))
        {
            Assert.InRange(read, ++done, done + TextSearches.BlockSize);
            earlier.Add(new WeakReference(outcome.Result));
            if (done == 4 * TextSearches.BlockSize)
            {
                break;
            }
        }

        GC.Collect();
        Assert.True(earlier.Take(2 * TextSearches.BlockSize).Count(one => one.IsAlive) < 10, "earlier results are kept");
    }

    [Fact]
    public async Task Coco_OfFiveThousandCaptions_IsEvaluatedInBothDirections()
    {
        const int Images = 1000;
        _server.Images = Images;
        _server.Dimension = Images;
        await File.WriteAllTextAsync(_folder["captions_val.json"], JsonSerializer.Serialize(new
        {
            images = Enumerable.Range(0, Images).Select(i => new { id = 7 * i, file_name = $"{i}.jpg" }),
            annotations = Enumerable.Range(0, 5 * Images).Select(i =>
                new { id = i, image_id = 7 * (i % Images), caption = $"caption {i / Images} of {i % Images}" }),
        }));

        var texts = await _server.RunAsync("eval", "-c", "shelf", "--queries", _folder["captions_val.json"], "--json", _folder["r.json"]);
        var images = await _server.RunAsync("eval", "-c", "shelf", "--queries", _folder["captions_val.json"], "--direction", "image-to-text");

        Assert.Equal((0, 0), (texts.Code, images.Code));
        Assert.Equal(5000, _server.Searches.Count);
        Assert.Equal(1, EvalTests.Means(texts)["R@1"]);
        Assert.Contains("5,000 queries of captions_val.json", texts.Error, StringComparison.Ordinal);
        Assert.Equal(5000, JsonDocument.Parse(await File.ReadAllTextAsync(_folder["r.json"])).RootElement.GetProperty("queries").GetArrayLength());

        // Five captions are true of an image: one of them at the first place is a fifth of them.
        var means = EvalTests.Means(images);
        Assert.Equal((0.2, 1, 1, 1), (means["R@1"], means["P@1"], means["R@5"], means["nDCG@10"]));
        Assert.Contains("1,000 images of captions_val.json", images.Error, StringComparison.Ordinal);
        Assert.Contains("as published figures count: 1.0000 at K = 1, 1.0000 at K = 5", images.Error, StringComparison.Ordinal);
        Assert.Contains("5,000 captions were ranked for each image", images.Error, StringComparison.Ordinal);
        Assert.Equal(5000, _server.Embeddings.Sum());
        Assert.All(_server.Embeddings, count => Assert.InRange(count, 1, 256));
    }

    [Fact]
    public async Task Captions_ThatTheServerRejects_AreNotRanked()
    {
        _server.Captions = number => [$"caption {number}", $"other {number}"];
        _server.Rejects = text => text.StartsWith("other", StringComparison.Ordinal);

        var run = await _server.RunAsync("eval", "--captions", "--direction", "image-to-text", "--by", "parity");

        Assert.Equal(0, run.Code);
        Assert.Equal(1, EvalTests.Means(run)["R@1"]);
        Assert.Contains("20 captions were ranked", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: 20 queries that the server rejected", run.Error, StringComparison.Ordinal);
        Assert.Contains("\neven\t10\t1.0000", run.Out, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<PreparedQuery> Endless(Action read)
    {
        for (var number = 0; ; number++)
        {
            read();
            yield return new PreparedQuery(number, $"find {number % 5}", null, [new RelevantImage(SearchServer.IdOf(number % 5), null, 1)], []);
        }
    }

    private static JournalKey Key() => new() { Server = "", Collection = "", Version = "", Queries = "", Settings = "", At = default };
}
