using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Cluster.Harness.Load;

namespace Txt2Image.Cluster.Tests;

/// <summary>End to end: an Api as a client of the cluster, a silo, Redis and the vector store.</summary>
[Collection(nameof(RunningCluster))]
public sealed class SearchTests(RunningCluster running)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_ImageWasAdded_FindsItAndIsCached()
    {
        using var http = new HttpClient { BaseAddress = running.Cluster.Address };
        var name = $"c{Guid.NewGuid():N}"[..20];
        var picture = Pictures.Of(1);
        using var created = await http.PutAsync($"/collections/{name}", content: null, Token);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var added = await http.PostAsync($"/collections/{name}/images?name=one.png", Image(picture), Token);
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);

        var cached = await running.Cluster.Membership.CachedAsync();
        var answer = await http.GetFromJsonAsync<JsonElement>($"/search?q={name}+stripes&collection={name}", Token);

        Assert.Equal(Pictures.IdOf(picture), Assert.Single(answer.GetProperty("hits").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal("none", answer.GetProperty("cache").GetString());
        var again = await http.GetFromJsonAsync<JsonElement>($"/search?q={name}+stripes&collection={name}", Token);
        Assert.Equal("memory", again.GetProperty("cache").GetString());
        Assert.True(await running.Cluster.Membership.CachedAsync() > cached);
    }

    /// <summary>A standing question is with one Api; the image is added through another, and written by whichever silo has the collection.</summary>
    [Fact]
    public async Task Watch_ImageIsAddedThroughAnotherApi_IsReported()
    {
        var (other, address) = await running.Cluster.StartAnotherApiAsync(Token);
        await using var ending = other;
        using var watcher = new HttpClient { BaseAddress = running.Cluster.Address };
        using var adder = new HttpClient { BaseAddress = address };
        var name = $"c{Guid.NewGuid():N}"[..20];
        (await adder.PutAsync($"/collections/{name}", content: null, Token)).EnsureSuccessStatusCode().Dispose();
        await using var stream = await watcher.GetStreamAsync($"/search/watch?q=stripes&collection={name}", Token);
        using var events = new StreamReader(stream);
        await ReadUntilAsync("event: watching");

        var picture = Pictures.Of(2);
        using var added = await adder.PostAsync($"/collections/{name}/images?name=two.png", Image(picture), Token);

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        await ReadUntilAsync("event: image");
        var data = await events.ReadLineAsync(Token);
        Assert.Equal(Pictures.IdOf(picture), JsonDocument.Parse(data!["data: ".Length..]).RootElement.GetProperty("id").GetGuid());

        async Task ReadUntilAsync(string line)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(TimeSpan.FromMinutes(1));
            string read;
            do
            {
                read = await events.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException();
            }
            while (read != line);
        }
    }

    [Fact]
    public async Task MembershipTable_RunningCluster_HoldsEverySilo()
    {
        var members = await running.Cluster.Membership.ActiveAsync();

        Assert.NotNull(members);
        Assert.Equal(running.Cluster.Silos.Select(silo => silo.Port).Order(), members.Select(member => member.Port).Order());
    }

    private static ByteArrayContent Image(byte[] bytes) => new(bytes) { Headers = { ContentType = new("image/png") } };
}
