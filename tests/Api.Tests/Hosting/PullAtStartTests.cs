using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Hub.StandIn;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Api.Tests.Hosting;

/// <summary>A server whose model is a name: the fresh user's path to photographs.</summary>
public sealed class PullAtStartTests : IAsyncLifetime
{
    private const string Model = "clip-vit-base-patch32";
    private readonly TemporaryFolder _folder = new();
    private StandInHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await StandInHub.StartAsync(
        0,
        StandInRepository.OfFolder("Xenova/clip-vit-base-patch32", Path.Combine(Repository.Root, "models", "demo")),
        StandInRepository.OfFolder("Xenova/mobileclip_s0", Path.Combine(Repository.Root, "models", "demo")));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_WithPull_DownloadsTheModelOnceAndServesIt()
    {
        Assert.Equal(Model, await ServedAsync("--pull"));
        var requests = _hub.Requests.Count;
        Assert.True(requests > 5);

        Assert.Equal(Model, await ServedAsync("--pull"));
        Assert.Equal(Model, await ServedAsync());
        Assert.Equal(requests, _hub.Requests.Count);
    }

    [Fact]
    public async Task Start_WithoutTheModel_IsTheOneCommandThatGetsIt()
    {
        var (exitCode, _, error) = await ApiProcess.RunAsync(Arguments(Model), Environment);

        Assert.Equal(2, exitCode);
        Assert.Contains($"./txt2image models pull {Model}", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Start_WithPullOfARestrictedModel_NeedsItsLicenceAccepted()
    {
        var (exitCode, _, error) = await ApiProcess.RunAsync([.. Arguments("mobileclip-s0"), "--pull"], Environment);

        Assert.Equal(1, exitCode);
        Assert.Contains("accept it with --accept-license", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal("mobileclip-s0", await ServedAsync("mobileclip-s0", "--pull", "--accept-license"));
    }

    private (string, string)[] Environment => [("HF_ENDPOINT", _hub.Url), ("HF_HOME", _folder["home"])];

    private string[] Arguments(string model) =>
    [
        $"--Txt2Image:DataDirectory={_folder["data"]}", $"--Txt2Image:ModelsDirectory={_folder["models"]}", $"--Txt2Image:Model={model}",
        "--Txt2Image:Demo:Enabled=false",
    ];

    /// <summary>The model that a server with these switches serves.</summary>
    private async Task<string?> ServedAsync(params string[] switches)
    {
        var (model, rest) = switches is [['m', ..] name, .. var after] ? (name, after) : (Model, switches);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{FreePort.Next()}") };
        var program = ProgramStart.Beside("Txt2Image.Api.dll", [.. rest, .. Arguments(model), $"--urls={http.BaseAddress}"]) with
        {
            Settings = Environment.ToDictionary(variable => variable.Item1, variable => variable.Item2, StringComparer.Ordinal),
        };
        var ready = new Uri("/health/ready", UriKind.Relative);
        await using var server = await ServerProcess.StartAsync(program, async () => (await http.GetAsync(ready)).IsSuccessStatusCode);
        var status = await http.GetFromJsonAsync<JsonElement>(new Uri("/status", UriKind.Relative), TestContext.Current.CancellationToken);
        return status.GetProperty("model").GetString();
    }
}
