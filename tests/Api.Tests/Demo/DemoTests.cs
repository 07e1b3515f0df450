using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Demo;

/// <summary>Starts servers with a small gallery.</summary>
public sealed class DemoTests : IDisposable
{
    private const int Count = 40;
    private readonly TemporaryFolder _samples = new();
    private readonly TemporaryFolder _data = new();

    public DemoTests()
    {
        using var list = File.CreateText(_samples[Samples.List]);
        list.WriteLine("file,caption,split");
        for (var i = 0; i < Count; i++)
        {
            File.WriteAllBytes(_samples[$"{i}.png"], Png.Of(i));
            list.WriteLine($"{i}.png,\"a picture, number {i}\",seen");
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _samples.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task FirstStart_Gallery_IsFilledOnceWithCaptions()
    {
        await using (var server = await StartAsync())
        {
            await FilledAsync(server.Client);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/search?q=a+picture&k=100");
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            using var response = await server.Client.SendAsync(request, Token);
            var hits = (await response.JsonAsync()).GetProperty("hits").EnumerateArray().ToList();
            Assert.Equal(Count, hits.Count);
            Assert.All(hits, hit => Assert.StartsWith("a picture, number ", hit.Text("caption"), StringComparison.Ordinal));
        }

        var version = await VersionAtTheNextStartAsync();
        Assert.Equal(version, await VersionAtTheNextStartAsync());
    }

    [Fact]
    public async Task Start_AfterAnInterruptedOne_GoesOn()
    {
        await using (var server = await StartAsync())
        {
            await FilledAsync(server.Client);
            (await server.Client.DeleteAsync($"/collections/demo/images/{Grains.Collections.ImageId.Of(Png.Of(3))}", Token)).Dispose();
        }

        var marker = DemoMarker.Read(_data.Path)!;
        (marker with { Stage = DemoStage.Filling }).Write(_data.Path);

        await using var next = await StartAsync();
        await FilledAsync(next.Client);
        Assert.Equal(Count, DemoMarker.Read(_data.Path)!.Images);
    }

    [Fact]
    public async Task Gallery_ThatSomeoneDeleted_StaysDeleted()
    {
        await using (var server = await StartAsync())
        {
            await FilledAsync(server.Client);
            (await server.Client.DeleteAsync("/collections/demo", Token)).Dispose();
        }

        await using var next = await StartAsync();
        await next.DemoEndedAsync();
        await next.Client.GetProblemAsync("/collections/demo", 404, "NotFound");
    }

    [Fact]
    public async Task Gallery_DeletedWhileItIsFilled_StaysDeleted()
    {
        await using var server = await StartAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var response = await server.Client.DeleteAsync("/collections/demo", Token);
                return response.IsSuccessStatusCode;
            },
            Token);

        await Eventually.IsTrueAsync(() => DemoMarker.Read(_data.Path) is { Stage: not DemoStage.Filling }, Token);
        await server.Client.GetProblemAsync("/collections/demo", 404, "NotFound");
    }

    [Fact]
    public async Task Collection_OfTheUser_IsLeftAlone()
    {
        await using (var server = await TestServer.StartAsync(data: _data.Path))
        {
            (await server.Client.PutAsync("/collections/demo", null, Token)).Dispose();
        }

        await using var next = await StartAsync();
        await next.DemoEndedAsync();
        Assert.Equal(0, (await next.Client.GetJsonAsync("/collections/demo")).GetProperty("images").GetInt32());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    public void Marker_ThatCannotBeRead_IsNone(string text)
    {
        File.WriteAllText(_data[DemoMarker.FileName], text);

        Assert.Null(DemoMarker.Read(_data.Path));
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(["Demo:Enabled=true", $"Demo:Samples={_samples.Path}"], data: _data.Path);

    private async Task<string> VersionAtTheNextStartAsync()
    {
        await using var server = await StartAsync();
        await server.DemoEndedAsync();
        var collection = await server.Client.GetJsonAsync("/collections/demo");
        Assert.Equal(Count, collection.GetProperty("images").GetInt32());
        return collection.Text("version");
    }

    private Task FilledAsync(HttpClient client) => Eventually.IsTrueAsync(
        async () => DemoMarker.Read(_data.Path) is { Stage: DemoStage.Filled }
            && (await client.GetJsonAsync("/status")).GetProperty("indexing").ValueKind == JsonValueKind.Null,
        Token);
}
