using Microsoft.Playwright;
using Txt2Image.Api.Tests.Page;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Txt2Image.Api.Tests.Page;

/// <summary>The system's Chromium, one for all tests of the page. If the machine has none, they are skipped.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"];

    /// <summary>Allows for busy cores, in milliseconds; Playwright's own five seconds do not.</summary>
    private const float Patience = 60_000;

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a page in a window of its own, with its own cookies, history and storage.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="window">How the window differs from a light one of 1,280 x 800 pixels.</param>
    public async Task<Tab> OpenAsync(string url, BrowserNewContextOptions? window = null)
    {
        var browser = await StartAsync();
        window ??= new();
        window.Locale = "en-GB";
        window.ViewportSize ??= new() { Width = 1280, Height = 800 };
        var context = await browser.NewContextAsync(window);
        context.SetDefaultTimeout(Patience);
        var tab = new Tab(context, await context.NewPageAsync());
        await tab.Page.GotoAsync(url);
        return tab;
    }

    /// <summary>A telephone.</summary>
    public static BrowserNewContextOptions Phone(ColorScheme scheme = ColorScheme.Light) => new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        HasTouch = true,
        IsMobile = true,
        ColorScheme = scheme,
    };

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        var program = Array.Find(Programs, File.Exists);
        Skip.When(program is null, "There is no Chromium on this machine.");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(Patience);
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags });
        }
        finally
        {
            _starting.Release();
        }
    }
}
