using Txt2Image.Graphs.Tests.Support;
using Txt2Image.Hub.Pulling;
using Txt2Image.Hub.StandIn;
using Txt2Image.Hub.Tests.Support;

namespace Txt2Image.Hub.Tests.Pulling;

/// <summary>A repository, or a folder, with weights and no graphs: the graphs are made here.</summary>
public sealed class ConvertingPullTests : IDisposable
{
    private readonly TinyCheckpoint _checkpoint = TinyCheckpoint.Clip();

    public void Dispose() => _checkpoint.Dispose();

    [Fact]
    public async Task Pull_OfWeightsWithoutGraphs_ConvertsThem()
    {
        await using var hub = await StartAsync();
        using var pull = await hub.PrepareAsync();
        var model = await pull.RunAsync(acceptsLicence: false, TestContext.Current.CancellationToken);

        Assert.True(pull.Plan.Converts);
        Assert.Equal(5, pull.Plan.FileCount);
        Assert.Equal(pull.Progress.Total, pull.Progress.Done);
        Assert.Equal((HubFixture.Repository, "fp32"), (model.Manifest.Origin, model.Manifest.Variants.Single()));
        Assert.Equal(40, model.Manifest.Commit.Length);
        AssertConverted(hub, model.Folder);
        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
        // Neither the weights nor what the conversion has left.
        Assert.Equal([".example--clip.lock", "example--clip"], Entries(hub));
    }

    [Fact]
    public async Task Pull_OfAConvertedModel_AsksForNothingAndRepairsIt()
    {
        await using var hub = await StartAsync();
        var model = await hub.PullAsync();
        using (var again = await hub.PrepareAsync())
        {
            Assert.True(again.Plan.IsComplete);
        }

        await File.WriteAllTextAsync(Path.Combine(model.Folder, "onnx", "text_model.onnx_data"), "x", TestContext.Current.CancellationToken);
        await hub.PullAsync();

        AssertConverted(hub, model.Folder);
        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
        Assert.Equal([".example--clip.lock", "example--clip"], Entries(hub));
    }

    [Fact]
    public async Task Pull_OfWeightsWhoseConnectionBreaks_GoesOn()
    {
        await using var hub = await StartAsync();
        hub.Hub.Faults.Cut("model.safetensors", 2_000);

        AssertConverted(hub, (await hub.PullAsync()).Folder);
        Assert.Equal(
            2, hub.Hub.Requests.Count(static request => !request.IsForHub && request.Path.EndsWith("model.safetensors", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pull_OfAnUnsupportedArchitecture_IsRefusedBeforeItsWeightsAreDownloaded()
    {
        _checkpoint.Set("text_config.hidden_act", "\"relu\"");
        await using var hub = await StartAsync();

        Assert.Contains("hidden_act relu is not supported", (await hub.FailAsync()).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Hub.Requests, static request => request.Path.EndsWith(".safetensors", StringComparison.Ordinal));
        Assert.Null(hub.Models.Find(HubFixture.Repository));
    }

    [Fact]
    public async Task Pull_OfWeightsThatDoNotFit_LeavesNoModel()
    {
        _checkpoint.Add("text_model.more", 3);
        await using var hub = await StartAsync();

        Assert.Contains("text_model.more", (await hub.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Null(hub.Models.Find(HubFixture.Repository));
        Assert.True(hub.Models.IsUnfinished(HubFixture.Repository));
    }

    [Fact]
    public async Task Pull_OfAnotherVariantOfWeights_SaysThatThereIsOne()
    {
        await using var hub = await StartAsync();

        Assert.Contains("fp32 and fp16 graphs are made", (await hub.FailAsync(variant: GraphVariant.Int8)).Message, StringComparison.Ordinal);
        Assert.Equal(["fp32"], (await hub.PullAsync(variant: GraphVariant.Fp32)).Manifest.Variants);
    }

    [Fact]
    public async Task Pull_OfPicklesAlone_SaysWhyTheyAreNotRead()
    {
        await using var hub = await HubFixture.StartAsync(static repository => repository with
        {
            Files = new Dictionary<string, byte[]> { ["config.json"] = "{}"u8.ToArray(), ["pytorch_model.bin"] = [1] },
        });

        Assert.Contains("can run code of its maker", (await hub.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAFolderWithWeights_ReadsThemWhereTheyAre()
    {
        await using var hub = await HubFixture.StartAsync();
        _checkpoint.Convert();
        using var pull = await hub.PrepareAsync(_checkpoint.Folder);

        Assert.Equal("CLIP of transformers, 6 dimensions", pull.Plan.Checkpoint);
        var model = await pull.RunAsync(acceptsLicence: false, TestContext.Current.CancellationToken);

        Assert.Equal((_checkpoint.Folder, ""), (model.Manifest.Origin, model.Manifest.Commit));
        AssertConverted(hub, model.Folder);
    }

    [Fact]
    public async Task Pull_OfAFolderThatIsStopped_LeavesNothing()
    {
        await using var hub = await HubFixture.StartAsync();
        _checkpoint.Save();
        using var pull = await hub.PrepareAsync(_checkpoint.Folder);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull.RunAsync(acceptsLicence: false, stop.Token));

        Assert.Equal([".checkpoint.lock"], Entries(hub));
    }

    /// <summary>A stopped run has left a model that was not installed, and a folder of another one.</summary>
    [Fact]
    public async Task Pull_AfterARunThatWasStopped_BeginsTheConversionAnew()
    {
        await using var hub = await StartAsync();
        foreach (var left in new[] { "model", "model.partial" })
        {
            Directory.CreateDirectory(hub["models", ".example--clip.partial", left]);
            await File.WriteAllTextAsync(hub["models", ".example--clip.partial", left, "left.txt"], "", TestContext.Current.CancellationToken);
        }

        AssertConverted(hub, (await hub.PullAsync()).Folder);
    }

    [Theory]
    [InlineData("a/b", "cannot be a model's name")]
    [InlineData("..", "cannot be a model's name")]
    [InlineData("", "cannot be a model's name")]
    [InlineData("clip-vit-base-patch32", "is a name of the catalogue")]
    public void Reference_OfACheckpointWithAnotherName_IsRefused(string name, string message) => Assert.Contains(
        message, Assert.Throws<HubException>(() => ModelReference.OfCheckpoint(_checkpoint.Folder, null, name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Reference_OfACheckpointThatIsNotThere_IsRefused()
    {
        Assert.Equal("checkpoint", ModelReference.OfCheckpoint(_checkpoint.Folder, null, null).Name);
        Assert.Contains(
            "nowhere: the folder does not exist",
            Assert.Throws<HubException>(() => ModelReference.OfCheckpoint(_checkpoint.Folder, _checkpoint.Path("nowhere"), "a")).Message,
            StringComparison.Ordinal);
    }

    private Task<HubFixture> StartAsync()
    {
        _checkpoint.Save();
        return HubFixture.StartAsync(repository => repository with
        {
            Files = StandInRepository.OfFolder(HubFixture.Repository, _checkpoint.Folder).Files,
        });
    }

    private static IEnumerable<string> Entries(HubFixture hub) =>
        Directory.EnumerateFileSystemEntries(hub.Models.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>What is there is what a conversion of the folder gives.</summary>
    private void AssertConverted(HubFixture hub, string folder)
    {
        if (!Directory.Exists(_checkpoint.Target))
        {
            _checkpoint.Convert();
        }

        var files = Directory.EnumerateFiles(_checkpoint.Target, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_checkpoint.Target, path)).ToList();
        Assert.Equal(8, files.Count);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(_checkpoint.Target, file)), File.ReadAllBytes(Path.Combine(folder, file))));
        Assert.Equal(
            files.Append("txt2image-model.json").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
                .Order(StringComparer.Ordinal));
        Assert.StartsWith(hub.Models.Path, folder, StringComparison.Ordinal);
    }
}
