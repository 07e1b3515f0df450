using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;
using Txt2Image.Hub.StandIn;

namespace Txt2Image.Hub.Tests.Support;

/// <summary>A stand-in hub, a folder of models and an empty cache.</summary>
internal sealed class HubFixture : IAsyncDisposable
{
    public const string Repository = "example/clip";

    private readonly TemporaryFolder _folder = new();

    private HubFixture(StandInHub hub)
    {
        Hub = hub;
        Models = new(_folder["models"]);
        Settings = new() { Endpoint = new(hub.Url + "/"), Cache = _folder["cache"] };
    }

    public StandInHub Hub { get; }

    public ModelsFolder Models { get; }

    public HubSettings Settings { get; set; }

    public string this[params string[] parts] => _folder[parts];

    public static readonly string[] Float32 =
        ["config.json", "merges.txt", "onnx/text_model.onnx", "onnx/vision_model.onnx", "preprocessor_config.json", "vocab.json"];

    public static async Task<HubFixture> StartAsync(Func<StandInRepository, StandInRepository>? change = null)
    {
        var repository = new StandInRepository(Repository, StandInRepository.ExampleFiles());
        return new(await StandInHub.StartAsync(0, change?.Invoke(repository) ?? repository));
    }

    public Task<ModelPull> PrepareAsync(string reference = Repository, GraphVariant variant = GraphVariant.Auto) => ModelPull.PrepareAsync(
        Settings, Models, ModelReference.Parse(reference, _folder.Path), variant, TestContext.Current.CancellationToken);

    public async Task<InstalledModel> PullAsync(
        string reference = Repository, GraphVariant variant = GraphVariant.Auto, bool acceptsLicence = false)
    {
        using var pull = await PrepareAsync(reference, variant);
        return await pull.RunAsync(acceptsLicence, TestContext.Current.CancellationToken);
    }

    public async Task<HubException> FailAsync(string reference = Repository, GraphVariant variant = GraphVariant.Auto) =>
        await Assert.ThrowsAsync<HubException>(() => PullAsync(reference, variant));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _folder.Dispose();
    }
}
