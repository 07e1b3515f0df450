using Txt2Image.Clip;
using Txt2Image.Clip.Models;
using Txt2Image.Hosting.Models;
using Txt2Image.Hub;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;
using Txt2Image.Hub.StandIn;

namespace Txt2Image.Hosting.Tests.Models;

public sealed class ModelFoldersTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StandInHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await StandInHub.StartAsync(
        0,
        new StandInRepository("Xenova/clip-vit-base-patch32", StandInRepository.ExampleFiles()),
        new StandInRepository("example/clip", StandInRepository.ExampleFiles()));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("clip-vit-base-patch32", "clip-vit-base-patch32")]
    [InlineData("Xenova/clip-vit-base-patch32", "clip-vit-base-patch32")]
    [InlineData("example/clip", "example--clip")]
    [InlineData("example--clip", "example--clip")]
    public async Task Folder_OfAPulledModel_IsFoundByNameAndByRepository(string name, string folder)
    {
        await PullAsync("clip-vit-base-patch32");
        await PullAsync("example/clip");

        Assert.Equal(_folder["models", folder], Folders().Of(new() { Folder = name }));
    }

    [Fact]
    public void Folder_BelowHome_IsTheUsersFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(home, "missing"), Folders().Of(new() { Folder = "~/missing" }));
        Assert.Equal(Path.Combine(home, "data"), Hosting.Folders.Data(new Txt2ImageOptions { DataDirectory = "~/data" }));
        Assert.Equal(Path.Combine(home, "missing"), Hosting.Folders.Shipped("~/missing"));
    }

    [Fact]
    public void Folder_ThatExists_ComesBeforeAnyName()
    {
        Directory.CreateDirectory(_folder["clip-vit-base-patch32"]);

        Assert.Equal(_folder["clip-vit-base-patch32"], Folders().Of(new() { Folder = _folder["clip-vit-base-patch32"] }));
        Assert.Equal(_folder["missing"], Folders().Of(new() { Folder = _folder["missing"] }));
        Assert.EndsWith($"{Path.DirectorySeparatorChar}demo", Folders().Of(new()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clip-vit-base-patch32", ModelVariant.Auto, "models pull clip-vit-base-patch32 (606 MB), or start the server with --pull")]
    [InlineData("clip-vit-base-patch32", ModelVariant.Int8, "./txt2image models pull clip-vit-base-patch32 --variant int8, or")]
    [InlineData("someone/their-clip", ModelVariant.Auto, "./txt2image models pull someone/their-clip, or")]
    public void Folder_OfAModelThatIsNotThere_IsTheCommandThatGetsIt(string name, ModelVariant variant, string command)
    {
        var exception = Assert.Throws<ModelException>(() => Folders().Of(new() { Folder = name, Variant = variant }));

        Assert.Contains(command, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["models"], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_OfAVariantThatIsNotThere_SaysSo()
    {
        await PullAsync("clip-vit-base-patch32");

        var exception = Assert.Throws<ModelException>(() => Folders().Of(new() { Folder = "clip-vit-base-patch32", Variant = ModelVariant.Fp16 }));

        Assert.Contains("without that variant", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--variant fp16", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_OfAnUnfinishedDownload_SaysSo()
    {
        Directory.CreateDirectory(_folder["models", ".clip-vit-base-patch32.partial"]);

        var exception = Assert.Throws<ModelException>(() => Folders().Of(new() { Folder = "clip-vit-base-patch32" }));

        Assert.Contains("is not complete", exception.Message, StringComparison.Ordinal);
    }

    private ModelFolders Folders() => new(new() { ModelsDirectory = _folder["models"] }, TextWriter.Null);

    private async Task PullAsync(string reference)
    {
        var settings = new HubSettings { Endpoint = new(_hub.Url + "/"), Cache = _folder["cache"] };
        var stop = TestContext.Current.CancellationToken;
        using var pull = await ModelPull.PrepareAsync(
            settings, new ModelsFolder(_folder["models"]), ModelReference.Parse(reference, _folder.Path), GraphVariant.Auto, stop);
        await pull.RunAsync(acceptsLicence: false, stop);
    }
}
