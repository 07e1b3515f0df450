using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

[assembly: AssemblyFixture(typeof(RealServer))]

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>The product's own server, for tests that need both sides. Each test uses its own collections.</summary>
public sealed class RealServer : IAsyncLifetime
{
    private const int MostInRequest = 256;

    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = Txt2Image.Api.Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Txt2Image:DataDirectory={_data.Path}", "--Txt2Image:Demo:Enabled=false",
            "--Logging:LogLevel:Txt2Image=Warning", "--Logging:LogLevel:Orleans=Error",
        ]);
        await _app.StartAsync(Token);
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    internal Task<CliRun> RunAsync(params string[] args) => CliRun.StartAsync([.. args, "--url", Client.BaseAddress!.AbsoluteUri]);

    internal Task<CliRun> AnswerAsync(string answer, params string[] args) => CliRun.StartAsync(
        [.. args, "--url", Client.BaseAddress!.AbsoluteUri], environment => environment with { In = new StringReader(answer), IsInteractive = true });

    internal static string NewName() => $"c{Guid.NewGuid():N}"[..20];

    /// <summary>Creates a collection with this many pictures, named 0.png, 1.png…, each with a caption and a field.</summary>
    internal async Task<string> NewGalleryAsync(int count)
    {
        var name = NewName();
        (await Client.PutAsync($"/collections/{name}", content: null, Token)).EnsureSuccessStatusCode().Dispose();
        foreach (var some in Enumerable.Range(0, count).Chunk(MostInRequest))
        {
            using var form = new MultipartFormDataContent
            {
                { JsonContent.Create(some.Select(i => new { caption = $"picture {i}", fields = new { number = i } })), "metadata" },
            };
            foreach (var i in some)
            {
                form.Add(new ByteArrayContent(Png.Of(i)), "image", $"{i}.png");
            }

            (await Client.PostAsync($"/collections/{name}/images", form, Token)).EnsureSuccessStatusCode().Dispose();
        }

        return name;
    }

    internal async Task<List<JsonElement>> ListAsync(string collection) =>
        [.. (await Client.GetFromJsonAsync<JsonElement>($"/collections/{collection}/images?embeddings=true&limit=1000", Token)).GetProperty("images")
            .EnumerateArray()];

    internal async Task<bool> ExistsAsync(string collection)
    {
        using var response = await Client.GetAsync($"/collections/{collection}", Token);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Adds a large picture without keeping its original.</summary>
    internal async Task AddPreviewOnlyAsync(string collection, string name, byte[] picture)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(picture), "image", name } };
        (await Client.PostAsync($"/collections/{collection}/images?originals=none", form, Token)).EnsureSuccessStatusCode().Dispose();
    }

    /// <summary>The path of a PNG's bytes in an export.</summary>
    internal static string ExportedFile(string export, Guid id) =>
        new ExportFolder(export).FileOf(new ListedImage { Id = id, MediaType = "image/png" });

    /// <summary>Deletes a picture's bytes from the server's image store.</summary>
    internal void Lose(byte[] picture) => Array.ForEach(Stored(picture), File.Delete);

    /// <summary>Replaces a picture's bytes.</summary>
    internal void Spoil(byte[] picture) => Array.ForEach(Stored(picture), file => File.WriteAllBytes(file, [1, 2, 3]));

    private string[] Stored(byte[] picture) => Directory.GetFiles(_data.Path, ImageId.Of(picture).ToString("N"), SearchOption.AllDirectories);
}
