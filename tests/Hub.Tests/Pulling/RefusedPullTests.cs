using Txt2Image.Hub.Pulling;
using Txt2Image.Hub.StandIn;
using Txt2Image.Hub.Tests.Support;

namespace Txt2Image.Hub.Tests.Pulling;

/// <summary>What a hub refuses, and what it does not have: each says what to do.</summary>
public sealed class RefusedPullTests
{
    [Fact]
    public async Task Pull_OfAGatedRepository_SaysWhereToAcceptItsTerms()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { IsGated = true });

        var message = (await hub.FailAsync()).Message;

        Assert.Contains($"Accept its terms at {hub.Hub.Url}/{HubFixture.Repository}", message, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAPrivateRepository_AsksForAToken()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { IsPrivate = true });

        Assert.Contains("give a token that may read it with HF_TOKEN", (await hub.FailAsync()).Message, StringComparison.Ordinal);
        hub.Settings = hub.Settings with { Token = "another" };
        Assert.Contains("check that your token (HF_TOKEN) may read it", (await hub.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAnUnknownRepositoryOrRevision_SaysWhichIsMissing()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Settings = hub.Settings with { Token = hub.Hub.Token };

        Assert.Contains("has no repository example/other", (await hub.FailAsync("example/other")).Message, StringComparison.Ordinal);
        Assert.Contains("has no revision 'v9'", (await hub.FailAsync($"{HubFixture.Repository}@v9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfWeightsWithoutGraphs_SaysWhoHasGraphs()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with
        {
            Files = new Dictionary<string, byte[]> { ["config.json"] = "{}"u8.ToArray(), ["flax_model.msgpack"] = [1] },
        });

        var message = (await hub.FailAsync()).Message;

        Assert.Contains("only weights for other programs", message, StringComparison.Ordinal);
        Assert.Contains("Xenova", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAVariantThatIsNotThere_ListsThoseThatAre()
    {
        var files = StandInRepository.ExampleFiles().ToDictionary();
        files.Remove("onnx/vision_model_fp16.onnx");
        await using var hub = await HubFixture.StartAsync(repository => repository with { Files = files });

        Assert.Contains("has no fp16 graphs; it has fp32, int8", (await hub.FailAsync(variant: GraphVariant.Fp16)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_FromAnythingElse_AsksToCheckTheAddress()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Settings = hub.Settings with { Endpoint = new(hub.Hub.Url + "/elsewhere/") };

        Assert.Contains("has no repository", (await hub.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Offline_TakesTheCacheAlone()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Settings = hub.Settings with { IsOffline = true };
        var message = (await hub.FailAsync()).Message;
        Cache(hub, StandInRepository.ExampleFiles());

        using var pull = await hub.PrepareAsync();
        var model = await pull.RunAsync(acceptsLicence: false, TestContext.Current.CancellationToken);

        Assert.Contains("HF_HUB_OFFLINE is set", message, StringComparison.Ordinal);
        Assert.True(pull.Plan.IsFromCache);
        Assert.Equal("abc", model.Manifest.Commit);
        Assert.Equal(6, model.Manifest.Files.Count);
        Assert.Empty(hub.Hub.Requests);
    }

    [Fact]
    public async Task Pull_WithTheHubDown_FallsBackToTheCache()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Settings = hub.Settings with { Endpoint = new($"http://127.0.0.1:{FreePort.Next()}/") };
        Cache(hub, StandInRepository.ExampleFiles());

        using var pull = await hub.PrepareAsync();

        Assert.True(pull.Plan.IsFromCache);
        Assert.Equal(6, pull.Plan.FileCount);
    }

    [Fact]
    public async Task Pull_OfAFileInTheCache_CopiesItIfItIsWhole()
    {
        await using var hub = await HubFixture.StartAsync();
        var (text, vision) = (StandInRepository.ExampleFiles()["onnx/text_model.onnx"], StandInRepository.ExampleFiles()["onnx/vision_model.onnx"]);
        Blob(hub, text, text);
        Blob(hub, vision, [.. vision[..^1], 0]);

        var model = await hub.PullAsync();

        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(hub.Hub.Requests, request => request.Path.EndsWith("/text_model.onnx", StringComparison.Ordinal));
        Assert.Contains(hub.Hub.Requests, request => request.Path.EndsWith("/vision_model.onnx", StringComparison.Ordinal));
    }

    private static void Blob(HubFixture hub, byte[] named, byte[] content)
    {
        var path = hub["cache", "models--example--clip", "blobs", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(named))];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>As huggingface_hub's tools leave it: the files of a snapshot are links to blobs.</summary>
    private static void Cache(HubFixture hub, IReadOnlyDictionary<string, byte[]> files)
    {
        var repository = hub["cache", "models--example--clip"];
        Directory.CreateDirectory(Path.Combine(repository, "refs"));
        Directory.CreateDirectory(Path.Combine(repository, "blobs"));
        File.WriteAllText(Path.Combine(repository, "refs", "main"), "abc\n");
        var number = 0;
        foreach (var (name, bytes) in files)
        {
            var blob = Path.Combine(repository, "blobs", $"{number++}");
            File.WriteAllBytes(blob, bytes);
            var path = Path.Combine(repository, "snapshots", "abc", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, blob);
        }
    }
}
