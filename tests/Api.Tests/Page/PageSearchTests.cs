namespace Txt2Image.Api.Tests.Page;

public sealed class PageSearchTests(Browser browser) : IClassFixture<Browser>
{
    private const string Shown = "document.querySelectorAll('#gallery a').length";
    private const string Focused = "document.activeElement.id || document.activeElement.dataset.index";

    [Fact]
    public async Task Opened_WithoutAQuestion_WelcomesAndWaitsInTheBox()
    {
        await using var server = await PageServer.StartAsync();

        await browser.OpenAsync(server.Url);

        await browser.UntilAsync("6", "document.querySelectorAll('#panel .chips button').length");
        await browser.UntilAsync("q", Focused);
        await browser.UntilAsync("demo,mine,new", "[...document.getElementById('collection').options].map(o => o.value)");
        await browser.UntilAsync("10,25,50,100", "[...document.getElementById('k').options].map(o => o.value)");
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Question_Typed_IsAnsweredAndStandsInTheAddress()
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync(server.Url);
        await browser.UntilAsync("demo q", $"document.getElementById('collection').value + ' ' + ({Focused})");

        await browser.TypeAsync("a red bicycle");
        await browser.PressAsync("Enter");

        await browser.UntilAsync("10", Shown);
        await browser.UntilAsync("10 images in demo · 12 ms, from memory", "document.getElementById('count').textContent");
        await browser.UntilAsync("polite", "document.getElementById('count').getAttribute('aria-live')");
        await browser.UntilAsync("?q=a+red+bicycle&collection=demo", "location.search");
        await browser.UntilAsync("a red bicycle – Txt2Image", "document.title");
        await browser.UntilAsync("a caption 0.500", "document.querySelector('#gallery .text').innerText.replace(/\\s+/g, ' ')");
        await browser.UntilAsync(
            "lazy 40 30", "['loading', 'width', 'height'].map(n => document.querySelector('#gallery img').getAttribute(n)).join(' ')");
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Address_Shared_ShowsTheSameAndBackReturns()
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync($"{server.Url}/?q=two+cats&k=25&collection=mine");
        await browser.UntilAsync("25", Shown);
        await browser.UntilAsync("two cats 25 mine", "['q', 'k', 'collection'].map(id => document.getElementById(id).value).join(' ')");

        await browser.EvaluateAsync("document.getElementById('surprise').click()");
        await browser.UntilAsync(
            "true", "location.search !== '?q=two+cats&k=25&collection=mine' && document.getElementById('q').value !== 'two cats'");
        await browser.EvaluateAsync("history.back()");

        await browser.UntilAsync("two cats", "document.getElementById('q').value");
        await browser.UntilAsync("two cats – Txt2Image", "document.title");
        Assert.Contains("?q=two+cats&k=25&collection=mine", server.Queries, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesEverything()
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync($"{server.Url}/?q=tree");
        await browser.UntilAsync("10", Shown);
        await browser.EvaluateAsync("document.activeElement.blur()");

        await browser.PressAsync("/");
        await browser.UntilAsync("q", Focused);
        await browser.UntilAsync("tree", "document.getElementById('q').value");
        await browser.PressAsync("ArrowDown");
        await browser.PressAsync("ArrowRight");
        await browser.UntilAsync("1", Focused);
        await browser.PressAsync("ArrowDown");
        await browser.UntilAsync("true", $"Number({Focused}) > 2");
        await browser.PressAsync("ArrowUp");
        await browser.PressAsync("Enter");
        await browser.UntilAsync("true", "document.getElementById('lightbox').open");
        await browser.PressAsync("ArrowRight");
        await browser.UntilAsync("/images/2", "document.getElementById('lightbox-original').getAttribute('href')");
        await browser.PressAsync("Escape");
        await browser.UntilAsync("2", Focused);
    }

    [Fact]
    public async Task Lightbox_Opened_TellsAllOfTheImage()
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync($"{server.Url}/?q=tree");
        await browser.UntilAsync("10", Shown);

        await browser.EvaluateAsync("document.querySelectorAll('#gallery a')[3].click()");

        await browser.UntilAsync("a caption", "document.getElementById('lightbox-caption').textContent");
        await browser.UntilAsync(
            "Score|0.470|Names|3.jpg\nagain.jpg|Size|40 × 30|split|seen",
            "[...document.getElementById('lightbox-facts').children].map(e => e.textContent).join('|')");
        await browser.UntilAsync("search?q=tree&k=10&collection=demo", "document.getElementById('lightbox-json').getAttribute('href')");
    }

    [Fact]
    public async Task More_Asked_AddsTheNextPageUntilThereIsNone()
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync($"{server.Url}/?q=tree&k=25");
        await browser.UntilAsync("25", Shown);

        await browser.EvaluateAsync("document.getElementById('more').click()");

        await browser.UntilAsync("40", Shown);
        await browser.UntilAsync("25", Focused);
        await browser.UntilAsync("true", "document.getElementById('more').hidden");
        Assert.Contains("?q=tree&k=25&offset=25&collection=demo", server.Queries, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=tree")]
    public async Task Phone_360PixelsWide_NeedsNoSidewaysScroll(string address)
    {
        await using var server = await PageServer.StartAsync();
        server.OnSearch = request => PageServer.Answer(request, caption: new string('w', 300), unknown: [new string('u', 200)]);
        await browser.OpenAsync(server.Url + address, width: 360);
        await browser.UntilAsync("true", $"{Shown} > 0 || document.querySelectorAll('.chips button').length > 0");

        await browser.EvaluateAsync("document.querySelector('#gallery a')?.click()");

        await browser.UntilAsync("360", "document.documentElement.scrollWidth");
        await browser.UntilAsync("true", "(d => !d.open || d.scrollWidth <= d.clientWidth)(document.getElementById('lightbox'))");
    }
}
