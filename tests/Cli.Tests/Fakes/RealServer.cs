using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;
using Txt2Image.Storage.Vectors;

[assembly: AssemblyFixture(typeof(RealServer))]

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>The product's own server, for tests that need both sides. Each test uses its own collections.</summary>
public class RealServer : IAsyncLifetime
{
    private const int MostInRequest = 256;

    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>More arguments of the server.</summary>
    protected virtual IEnumerable<string> Settings => [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        _app = Txt2Image.Api.Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Txt2Image:DataDirectory={_data.Path}", "--Txt2Image:Demo:Enabled=false",
            "--Logging:LogLevel:Txt2Image=Warning", "--Logging:LogLevel:Orleans=Error", .. Settings,
        ]);
        await _app.StartAsync(Token);
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
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

    /// <summary>Deletes a picture's bytes from the image store of a collection; other collections, which other tests use, keep theirs.</summary>
    internal async Task LoseAsync(string collection, byte[] picture) => File.Delete(await StoredAsync(collection, picture));

    /// <summary>Replaces a picture's bytes in a collection.</summary>
    internal async Task SpoilAsync(string collection, byte[] picture) =>
        await File.WriteAllBytesAsync(await StoredAsync(collection, picture), [1, 2, 3], Token);

    /// <summary>The file of the original, or of the preview that is kept in its place.</summary>
    private async Task<string> StoredAsync(string collection, byte[] picture)
    {
        var found = await _app!.Services.GetRequiredService<IVectorStore>().FindAsync(collection, Token);
        var folder = Directory.EnumerateDirectories(_data.Path, found!.Id.ToString("N"), SearchOption.AllDirectories).Single();
        var id = ImageId.Of(picture).ToString("N");
        var original = Path.Combine(folder, id[..2], id);
        return File.Exists(original) ? original : $"{original}.preview.webp";
    }
}
