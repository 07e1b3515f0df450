using System.Net.Http.Json;
using Microsoft.Playwright;
using Txt2Image.Api.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>
/// What people do with the page, on the real server with the demo gallery: each task takes at most three actions. It draws the pictures of
/// docs/page.md. Not run with the other tests, because filling the gallery takes long: run it with <c>--explicit only</c>.
/// </summary>
public sealed class UserTaskTests(Chromium chromium)
{
    private const int MostActions = 3;
    private static readonly string Docs = Path.Combine(Repository.Root, "docs", "page");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Tasks_OfAUser_TakeAtMostThreeActionsEach()
    {
        Directory.CreateDirectory(Docs);
        await using var server = await TestServer.StartAsync(["Demo:Enabled=true"]);
        await server.DemoEndedAsync();
        await NewAlbumAsync(server.Client);
        var (demo, album) = ($"{server.Address}?collection=demo", $"{server.Address}?collection=holiday");

        await using (var tab = await OpenAsync(demo))
        {
            await TaskAsync(tab, "1-find",
                [() => tab.Page.Keyboard.TypeAsync("a penguin riding a bicycle"), () => tab.Page.Keyboard.PressAsync("Enter")]);
            await TaskAsync(
                tab,
                "2-refine",
                [
                    () => tab.Page.Keyboard.PressAsync("/"),
                    () => tab.Page.Keyboard.TypeAsync("a penguin + 2 * desert - bicycle"),
                    () => tab.Page.Keyboard.PressAsync("Enter"),
                ]);
        }

        await using (var tab = await OpenAsync($"{server.Address}?q=a+red+hot+air+balloon&collection=demo"))
        {
            await TaskAsync(tab, "3-more-like-this", [() => tab.Cards.First.ClickAsync(), () => tab.Button("More like this").ClickAsync()]);
        }

        await using (var tab = await OpenAsync(demo))
        {
            await TaskAsync(tab, "4-by-own-picture", [() => tab.Id("by-image-file").SetInputFilesAsync(SampleFile("lighthouse"))]);
        }

        await using (var tab = await OpenAsync(album))
        {
            await TaskAsync(tab, "5-filter-by-year", [() => tab.Page.Locator("#facets button", new() { HasText = "2024" }).ClickAsync()]);
        }

        await using (var tab = await OpenAsync(album, dark: true))
        {
            await TaskAsync(tab, "6-browse", [() => tab.Page.Mouse.WheelAsync(0, 700)]);
        }

        await using (var tab = await OpenAsync(album))
        {
            await TaskAsync(
                tab,
                "7-add",
                [
                    () => tab.Id("add").ClickAsync(),
                    () => tab.Id("adding-files").SetInputFilesAsync([SampleFile("owl"), SampleFile("igloo")]),
                    () => tab.Id("adding-begin").ClickAsync(),
                ]);
        }

        await using (var tab = await OpenAsync($"{server.Address}?q=a+castle+at+night&collection=demo"))
        {
            await TaskAsync(tab, "8-share-a-link", [() => tab.Cards.First.ClickAsync(), () => tab.Button("Copy link").ClickAsync()]);
        }

        await using (var tab = await OpenAsync($"{server.Address}?q=dogs&collection=holiday"))
        {
            await TaskAsync(
                tab,
                "9-clean-duplicates",
                [
                    () => tab.Button("Select look-alikes").ClickAsync(),
                    () => tab.Id("selection-delete").ClickAsync(),
                    () => tab.Id("deleting-go").ClickAsync(),
                ],
                drawnAfter: 1);
        }

        await using (var tab = await OpenAsync(album))
        {
            await tab.Cards.Nth(1).HoverAsync();
            await TaskAsync(
                tab,
                "10-delete",
                [
                    () => tab.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select " }).Nth(1).ClickAsync(),
                    () => tab.Id("selection-delete").ClickAsync(),
                    () => tab.Id("deleting-go").ClickAsync(),
                ],
                drawnAfter: 2);
        }

        await DrawForReadmeAsync(server.Address);
    }

    private async Task DrawForReadmeAsync(Uri address)
    {
        const int Large = 190_000;
        var (window, wide) = (new ViewportSize { Width = 1280, Height = 760 }, new ViewportSize { Width = 1000, Height = 640 });
        await using (var tab = await OpenAsync($"{address}?q=2+*+a+penguin+%2B+a+bicycle+-+desert&collection=demo&cutoff=auto", window: window))
        {
            await Expect(tab.Cards.First.Locator(".strength")).ToBeVisibleAsync();
            await DrawAsync(tab, Path.Combine(Docs, "..", "page.jpg"), Large);
        }

        await using (var tab = await OpenAsync($"{address}?q=a+penguin+riding+a+bicycle&collection=demo", dark: true, window: wide))
        {
            await tab.Cards.First.ClickAsync();
            await DrawAsync(tab, Path.Combine(Docs, "..", "page-viewer.jpg"));
        }

        var phone = Chromium.Phone(ColorScheme.Dark);
        phone.ViewportSize = new() { Width = 390, Height = 640 };
        await using (var tab = await chromium.OpenAsync($"{address}?q=a+castle+in+the+snow&collection=demo&cutoff=auto", phone))
        {
            await Expect(tab.Cards.First.Locator(".strength")).ToBeVisibleAsync();
            await DrawAsync(tab, Path.Combine(Docs, "..", "page-phone.jpg"));
        }
    }

    /// <summary>Does a task, counts its actions, and draws the page after the last one, or before the one that cannot be seen.</summary>
    private static async Task TaskAsync(Tab tab, string name, IReadOnlyList<Func<Task>> actions, int? drawnAfter = null)
    {
        Assert.InRange(actions.Count, 1, MostActions);
        for (var i = 0; i < actions.Count; i++)
        {
            await actions[i]();
            if (i + 1 == (drawnAfter ?? actions.Count))
            {
                await DrawAsync(tab, Path.Combine(Docs, $"{name}.jpg"));
            }
        }
    }

    /// <summary>Draws the window when all pictures in it are there, as large as a page of text can take.</summary>
    private static async Task DrawAsync(Tab tab, string path, int most = 60_000)
    {
        await tab.UntilAsync(
            "() => !document.body.classList.contains('busy') && [...document.images].every(image => !image.checkVisibility() || image.complete)");
        await tab.Page.WaitForTimeoutAsync(400); // pictures fade in
        for (var quality = 85; ; quality -= 10)
        {
            var bytes = await tab.Page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = quality });
            if (bytes.Length <= most || quality <= 35)
            {
                await File.WriteAllBytesAsync(path, bytes, Token);
                return;
            }
        }
    }

    private async Task<Tab> OpenAsync(string url, bool dark = false, ViewportSize? window = null)
    {
        var tab = await chromium.OpenAsync(url, new()
        {
            ViewportSize = window ?? new() { Width = 1000, Height = 640 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        return tab;
    }

    /// <summary>Waits until the demo gallery is complete.</summary>
    /// <summary>An album of drawings with dates in three years and places; every eighth is there twice, as a drawing and as its thumbnail.</summary>
    private static async Task NewAlbumAsync(HttpClient client)
    {
        (await client.PutAsync("/collections/holiday", content: null, Token)).Dispose();
        var files = SampleFiles().Skip(200).Take(96).Index().ToList();
        foreach (var some in files.Chunk(24))
        {
            using var form = new MultipartFormDataContent();
            form.Add(JsonContent.Create(some.Select(file => Described(file.Item, file.Index))), "metadata");
            foreach (var (_, file) in some)
            {
                form.AddImage(Path.GetFileName(file), await File.ReadAllBytesAsync(file, Token));
            }

            using var response = await client.PostAsync("/collections/holiday/images", form, Token);
            await response.JsonAsync();
        }

        foreach (var (index, file) in files.Where(file => file.Index % 8 == 0))
        {
            var id = Grains.Collections.ImageId.Of(await File.ReadAllBytesAsync(file, Token));
            var copy = await client.GetByteArrayAsync($"/collections/holiday/images/{id}/thumbnail", Token);
            using var form = new MultipartFormDataContent { { JsonContent.Create(new[] { Described(file, index) }), "metadata" } };
            form.AddImage($"copy-{index}.webp", copy);
            using var response = await client.PostAsync("/collections/holiday/images", form, Token);
            await response.JsonAsync();
        }
    }

    private static object Described(string file, int index) => new
    {
        caption = Path.GetFileNameWithoutExtension(file)[5..].Replace('-', ' '),
        fields = new
        {
            taken = new DateTimeOffset(2025, 8, 20, 12, 0, 0, TimeSpan.Zero).AddDays(-index / 6 * 40).ToUnixTimeSeconds(),
            place = Path.GetFileNameWithoutExtension(file).Split('-')[^1],
        },
    };

    private static string SampleFile(string what) => SampleFiles().First(file => file.Contains(what, StringComparison.Ordinal));

    private static IEnumerable<string> SampleFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.jpg").Order(StringComparer.Ordinal);
}
