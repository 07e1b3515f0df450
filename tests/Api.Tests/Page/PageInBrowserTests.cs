using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Page;

/// <summary>The page of a server that requires keys and is served under a path.</summary>
public sealed class PageInBrowserTests(Browser browser, PageInBrowserTests.Fixture fixture)
    : IClassFixture<Browser>, IClassFixture<PageInBrowserTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";
    private const string Loaded = "[...document.querySelectorAll('#gallery img')].filter(image => image.complete && image.naturalWidth > 0).length";
    private const string DialogIsOpen = "document.getElementById('key').open";

    private string Page => new Uri(fixture.Server.Address, "/images/").AbsoluteUri;

    [Fact]
    public async Task Key_AskedForOnce_OpensSearchesAndPictures()
    {
        using var asking = new HttpClient { BaseAddress = fixture.Client.BaseAddress };
        asking.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var gallery = await asking.NewGalleryAsync(3);
        await SignedOutAsync($"{Page}?q=a+picture&collection={gallery}");
        await browser.UntilAsync("true", DialogIsOpen);
        await browser.UntilAsync("key-input", "document.activeElement.id");

        await browser.TypeAsync("a-wrong-key-of-the-test");
        await browser.PressAsync("Enter");
        await browser.UntilAsync("true", "document.getElementById('key-error').textContent.includes('not a key of this server')");
        await browser.UntilAsync("true", DialogIsOpen);

        // The wrong key is selected, so that typing replaces it.
        await browser.TypeAsync(Key);
        await browser.PressAsync("Enter");
        await browser.UntilAsync("false", DialogIsOpen);
        await browser.UntilAsync("3", Loaded);
        await browser.UntilAsync("", "document.cookie");
        await browser.UntilAsync("/images/", "location.pathname");
        await browser.UntilAsync("true", "document.querySelector('#gallery a').getAttribute('href').startsWith('/images/collections/')");

        await browser.OpenAsync($"{Page}?q=another+picture&collection={gallery}");
        await browser.UntilAsync("3", Loaded);
        await browser.UntilAsync("false", DialogIsOpen);
        Assert.Equal("", string.Concat(browser.Errors));

        await browser.EvaluateAsync("document.getElementById('sign-out').click()");
        await browser.UntilAsync("true", DialogIsOpen);
        await browser.UntilAsync("true", "document.getElementById('sign-out').hidden");
    }

    [Fact]
    public async Task Key_NotGiven_IsToldAndCanBeGivenLater()
    {
        await SignedOutAsync($"{Page}?q=tree");
        await browser.UntilAsync("true", DialogIsOpen);

        await browser.PressAsync("Escape");
        await browser.UntilAsync("true", "document.getElementById('panel').innerText.includes('API key required')");
        await browser.EvaluateAsync("document.querySelector('#panel button').click()");

        await browser.UntilAsync("true", DialogIsOpen);
    }

    /// <summary>Opens the page in a browser without a session, regardless of earlier tests.</summary>
    private async Task SignedOutAsync(string url)
    {
        await browser.OpenAsync($"{Page}favicon.svg");
        await browser.UntilAsync("/images/favicon.svg", "location.pathname");
        await browser.EvaluateAsync("fetch('session', { method: 'DELETE' }).then(response => response.status)");
        await browser.OpenAsync(url);
    }

    public sealed class Fixture() : ServerFixture([$"Security:ApiKeys:0={Key}", "Proxy:PathBase=/images"]);
}
