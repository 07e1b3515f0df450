using System.Net.Http.Headers;
using System.Text.Json;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Demo;

/// <summary>Weighted terms and examples mean something to the bundled model, on a part of the bundled gallery.</summary>
public sealed class ComposedRelevanceTests(SharedServer shared) : IAsyncLifetime
{
    /// <summary>All pictures of trees, and as many others: enough for ranks, and quick to add.</summary>
    private const int Others = 80;

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private string _gallery = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    public async ValueTask InitializeAsync()
    {
        var samples = Samples.Read(Path.Combine(AppContext.BaseDirectory, "samples"));
        Assert.SkipUnless(samples.Count > 0, "There is no gallery beside the tests.");
        _gallery = await Client.NewCollectionAsync();
        List<Sample> chosen = [.. samples.Where(IsTree), .. samples.Where(sample => !IsTree(sample)).Take(Others)];
        foreach (var some in chosen.Chunk(32))
        {
            using var form = new MultipartFormDataContent();
            foreach (var sample in some)
            {
                _paths[sample.Caption] = sample.Path;
                form.Add(new StringContent(sample.Caption), "caption");
                form.AddImage(sample.Name, await File.ReadAllBytesAsync(sample.Path, Token));
            }

            using var response = await Client.PostAsync($"/collections/{_gallery}/images", form, Token);
            await response.JsonAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Tree_WithoutSnow_MovesSnowyTreesDown()
    {
        var (with, without) = (await RankOfSnowyTreesAsync("tree"), await RankOfSnowyTreesAsync("tree - snow"));
        TestContext.Current.TestOutputHelper!.WriteLine($"tree: {with:0.0}, tree - snow: {without:0.0}");
        Assert.True(without > with + 10, $"Snowy trees have the mean rank {with:0.0} for tree, and {without:0.0} for tree - snow.");
    }

    [Fact]
    public async Task Examples_OfTheGallery_FindImagesThatShareTheirSubject()
    {
        var examples = (await HitsAsync("q=a+red+bicycle&k=1")).Concat(await HitsAsync("q=a+pine+tree&k=1")).ToList();
        var shares = new List<double>();
        foreach (var example in examples)
        {
            var near = await HitsAsync($"like={example.Text("id")}&k=5");
            Assert.DoesNotContain(example.Text("id"), near.Select(hit => hit.Text("id")));
            shares.Add(near.Average(hit => Shared(example, hit)) - (await HitsAsync("q=anything&k=160")).Average(hit => Shared(example, hit)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", shares));
        Assert.All(shares, share => Assert.True(share > 0.5, $"Near images share only {share:0.00} more words of the caption than others do."));
    }

    [Fact]
    public async Task Image_OfTheGallery_FindsItselfFirst()
    {
        foreach (var (caption, path) in _paths.Take(10))
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(path, Token));
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            using var response = await Client.PostAsync($"/search/image?k=1&collection={_gallery}", content, Token);
            var hit = (await response.JsonAsync()).GetProperty("hits")[0];
            Assert.Equal(caption, hit.Text("caption"));
            Assert.Equal(1, hit.GetProperty("score").GetDouble(), 1e-3);
        }
    }

    private static bool IsTree(Sample sample) => sample.Caption.Contains("tree", StringComparison.Ordinal);

    private static double Shared(JsonElement one, JsonElement other) =>
        one.Text("caption").Split(' ').Where(word => word.Length > 3).Intersect(other.Text("caption").Split(' '), StringComparer.Ordinal).Count();

    private async Task<double> RankOfSnowyTreesAsync(string text)
    {
        var hits = await HitsAsync($"q={Uri.EscapeDataString(text)}&k=1000");
        return hits.Select((hit, rank) => (Caption: hit.Text("caption"), Rank: rank))
            .Where(hit => hit.Caption.Contains("tree", StringComparison.Ordinal) && hit.Caption.Contains("snow", StringComparison.Ordinal))
            .Average(hit => hit.Rank);
    }

    private async Task<List<JsonElement>> HitsAsync(string query) =>
        [.. (await Client.GetJsonAsync($"/search?{query}&collection={_gallery}")).GetProperty("hits").EnumerateArray()];
}
