using System.Security.Cryptography;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;
using Txt2Image.Hub.StandIn;
using Txt2Image.Hub.Tests.Support;

namespace Txt2Image.Hub.Tests.Pulling;

public sealed class PullTests
{
    [Fact]
    public async Task Pull_OfARepository_FetchesOneVariantAndWhatDescribesIt()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { Licence = "apache-2.0" });

        var model = await hub.PullAsync();

        Assert.Equal("example--clip", model.Manifest.Name);
        Assert.Equal(HubFixture.Repository, model.Manifest.Origin);
        Assert.Equal("apache-2.0", model.Manifest.Licence);
        Assert.Equal(40, model.Manifest.Commit.Length);
        Assert.Equal(["fp32"], model.Manifest.Variants);
        AssertWhole(model, HubFixture.Float32);
        Assert.Equal(["example--clip"], hub.Models.All().Select(one => one.Manifest.Name));
        var entries = Directory.EnumerateFileSystemEntries(hub.Models.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal([".example--clip.lock", "example--clip"], entries);
    }

    [Fact]
    public async Task Pull_OfAModelThatIsThere_AsksNoHub()
    {
        await using var hub = await HubFixture.StartAsync();
        await hub.PullAsync();
        var before = hub.Hub.Requests.Count;

        using var pull = await hub.PrepareAsync();

        Assert.True(pull.Plan.IsComplete);
        Assert.Equal(before, hub.Hub.Requests.Count);
    }

    [Fact]
    public async Task Pull_OfAModelWithADamagedFile_FetchesThatFileAgain()
    {
        await using var hub = await HubFixture.StartAsync();
        var model = await hub.PullAsync();
        var graph = Path.Combine(model.Folder, "onnx", "text_model.onnx");
        var bytes = await File.ReadAllBytesAsync(graph, TestContext.Current.CancellationToken);
        bytes[1_000] ^= 1;
        await File.WriteAllBytesAsync(graph, bytes, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(model.Folder, "vocab.json"));

        var faults = await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken);
        using var pull = await hub.PrepareAsync();
        await pull.RunAsync(acceptsLicence: false, TestContext.Current.CancellationToken);

        Assert.Equal(new() { ["onnx/text_model.onnx"] = "damaged", ["vocab.json"] = "missing" }, faults.ToDictionary());
        Assert.Equal(2, pull.Plan.FileCount);
        AssertWhole(hub.Models.Find(HubFixture.Repository)!, HubFixture.Float32);
    }

    [Fact]
    public async Task Pull_OfAnotherVariant_AddsItsGraphs()
    {
        await using var hub = await HubFixture.StartAsync();
        await hub.PullAsync();

        using var pull = await hub.PrepareAsync(variant: GraphVariant.Int8);
        var model = await pull.RunAsync(acceptsLicence: false, TestContext.Current.CancellationToken);

        Assert.Equal(2, pull.Plan.FileCount);
        Assert.Equal(["fp32", "int8"], model.Manifest.Variants);
        AssertWhole(model, [.. HubFixture.Float32, "onnx/text_model_quantized.onnx", "onnx/vision_model_quantized.onnx"]);
        Assert.Equal(["onnx/text_model_quantized.onnx"], await pull.RunAloneAsync(model, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pull_WithItsTokenToARenamedRepository_ReachesItAndKeepsTheTokenFromOtherHosts()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { IsPrivate = true, FormerName = "old/name" });
        hub.Settings = hub.Settings with { Token = hub.Hub.Token };

        var model = await hub.PullAsync("old/name");

        Assert.Equal("old--name", model.Manifest.Name);
        Assert.All(hub.Hub.Requests, request => Assert.Equal(request.IsForHub ? $"Bearer {hub.Hub.Token}" : "", request.Authorization));
        Assert.Contains(hub.Hub.Requests, request => !request.IsForHub);
    }

    [Fact]
    public async Task Pull_WhileAnotherProcessPullsTheSame_IsRefused()
    {
        await using var hub = await HubFixture.StartAsync();
        using var first = await hub.PrepareAsync();

        var exception = await hub.FailAsync();

        Assert.Contains("another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAModelForResearch_NeedsItsLicenceAccepted()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { Licence = "cc-by-nc-4.0" });

        var exception = await hub.FailAsync();
        Assert.True(exception.NeedsLicence);
        Assert.Contains("cc-by-nc-4.0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-license", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Hub.Requests, request => request.Path.Contains("/resolve/", StringComparison.Ordinal));

        AssertWhole(await hub.PullAsync(acceptsLicence: true), HubFixture.Float32);
    }

    [Fact]
    public async Task Pull_OfAFolder_CopiesWhatAModelNeeds()
    {
        await using var hub = await HubFixture.StartAsync();
        await WriteAsync(hub["from", "my-clip"], StandInRepository.ExampleFiles());

        var model = await hub.PullAsync(Path.Combine("from", "my-clip"));

        Assert.Equal("my-clip", model.Manifest.Name);
        Assert.Equal("", model.Manifest.Commit);
        AssertWhole(model, HubFixture.Float32);
        Assert.Empty(hub.Hub.Requests);
    }

    [Fact]
    public async Task Remove_OfAModel_DeletesItAndWhatADownloadLeft()
    {
        await using var hub = await HubFixture.StartAsync();
        var model = await hub.PullAsync();
        Directory.CreateDirectory(hub["models", ".example--clip.partial"]);

        hub.Models.Remove(model.Manifest.Name);

        Assert.Null(hub.Models.Find(HubFixture.Repository));
        Assert.Empty(Directory.EnumerateDirectories(hub.Models.Path));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../models/example--clip")]
    [InlineData("")]
    [InlineData(".example--clip.partial")]
    public async Task Find_OfAPath_IsNoModel(string name)
    {
        await using var hub = await HubFixture.StartAsync();
        await hub.PullAsync();

        Assert.Null(hub.Models.Find(name));
    }

    private static async Task WriteAsync(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var (path, bytes) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, bytes, TestContext.Current.CancellationToken);
        }
    }

    private static void AssertWhole(InstalledModel model, IEnumerable<string> paths)
    {
        var files = StandInRepository.ExampleFiles();
        var there = Directory.EnumerateFiles(model.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(model.Folder, path).Replace('\\', '/')).Where(path => path != ModelManifest.FileName);
        Assert.Equal(paths.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        Assert.Equal(paths.Order(StringComparer.Ordinal), model.Manifest.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(model.Manifest.Files, file =>
        {
            Assert.Equal(files[file.Path], File.ReadAllBytes(Path.Combine(model.Folder, file.Path)));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[file.Path])), file.Sha256);
        });
    }
}
