using System.Text.Json;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Demo;

public sealed class RelevanceTests
{
    [Fact]
    public async Task Gallery_ThatComesAlong_IsSearchedWhileItIsFilledAndShowsARedBicycle()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "samples", "captions.csv")), "There is no gallery beside the tests.");
        await using var server = await TestServer.StartAsync(["Demo:Enabled=true"]);
        var ended = server.DemoEndedAsync();
        var searchedMeanwhile = false;
        for (; !ended.IsCompleted; await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken))
        {
            var status = await server.Client.GetJsonAsync("/status");
            if (status.GetProperty("collections").GetArrayLength() > 0)
            {
                var isFull = status.GetProperty("collections")[0].GetProperty("images").GetInt32() > 500;
                Assert.True(isFull || status.GetProperty("indexing").ValueKind == JsonValueKind.Object, $"not full, and not being filled: {status}");
                await server.Client.GetJsonAsync("/search?q=a+red+bicycle&k=5");
                searchedMeanwhile = true;
            }
        }

        await ended;
        server.Client.DefaultRequestHeaders.CacheControl = new() { NoCache = true };
        var hits = (await server.Client.GetJsonAsync("/search?q=a+red+bicycle&k=5")).GetProperty("hits").EnumerateArray().ToList();

        Assert.True(searchedMeanwhile);
        Assert.Equal(5, hits.Count);
        Assert.Contains(
            hits, hit =>
                hit.Text("caption").Contains("red", StringComparison.Ordinal) && hit.Text("caption").Contains("bicycle", StringComparison.Ordinal));
    }

    /// <summary>They are added in the order of the list, so the question is answered well as soon as the first batch is there.</summary>
    [Fact]
    public void Gallery_FirstPicturesOfItsList_ShowRedBicycles()
    {
        var samples = Samples.Read(Path.Combine(Repository.Root, "samples"));

        Assert.All(samples.Take(5), sample => Assert.Matches("a (?:little )?red (?:bicycle|bike|pushbike)", sample.Caption));
    }
}
