namespace Txt2Image.Api.Tests.Page;

public sealed class PageNotesTests(Browser browser) : IClassFixture<Browser>
{
    private const string Panel = "document.getElementById('panel').innerText";
    private const string Notes = "document.getElementById('notes').innerText";

    [Fact]
    public async Task Indexing_UnderWay_IsCountedUntilItIsDone()
    {
        await using var server = await PageServer.StartAsync();
        server.Status = """{"model":"demo","indexing":{"collection":"demo","done":212,"total":600}}""";
        await browser.OpenAsync($"{server.Url}/?q=tree");
        await browser.UntilAsync("212 of 600 images indexed in demo", "document.getElementById('indexing-text').innerText");

        server.Status = """{"model":"demo","indexing":null}""";

        await browser.UntilAsync("true", "document.getElementById('indexing').hidden");
    }

    [Fact]
    public async Task Collection_Empty_SaysHowToFillIt()
    {
        await using var server = await PageServer.StartAsync();

        await browser.OpenAsync($"{server.Url}/?collection=new");

        await browser.UntilAsync("true", $"{Panel}.includes('new has no images yet') && {Panel}.includes('./txt2image ingest PATH -c new')");
    }

    [Fact]
    public async Task Collections_None_SaysHowToMakeOne()
    {
        await using var server = await PageServer.StartAsync();
        server.CollectionList = """{"collections":[]}""";

        await browser.OpenAsync(server.Url);

        await browser.UntilAsync("true", $"{Panel}.includes('./txt2image ingest PATH -c NAME')");
    }

    [Fact]
    public async Task Server_Refusing_IsShownInItsOwnWords()
    {
        await using var server = await PageServer.StartAsync();
        server.OnSearch = _ => PageServer.Problem(429, "Overloaded", "Come back in 2 seconds.");

        await browser.OpenAsync($"{server.Url}/?q=tree");

        await browser.UntilAsync("true", $"{Panel}.includes('Come back in 2 seconds.')");
        await browser.UntilAsync("alert", "document.getElementById('panel').getAttribute('role')");
        server.OnSearch = request => PageServer.Answer(request);
        await browser.EvaluateAsync("document.querySelector('#panel button').click()");
        await browser.UntilAsync("10", "document.querySelectorAll('#gallery a').length");
    }

    [Fact]
    public async Task Server_Gone_IsSaidWithTheWayToStartIt()
    {
        var server = await PageServer.StartAsync();
        await using (server)
        {
            await browser.OpenAsync($"{server.Url}/?q=tree");
            await browser.UntilAsync("10", "document.querySelectorAll('#gallery a').length");
        }

        await browser.EvaluateAsync("document.getElementById('more').click()");

        await browser.UntilAsync("true", $"{Panel}.includes('The server does not answer')");
        await browser.UntilAsync("true", $"{Panel}.includes('dotnet run -c Release --project Api')");
    }

    [Theory]
    [InlineData("demo", false)]
    [InlineData("mine", true)]
    public async Task Notes_OfAnAnswer_AreAllThere(string collection, bool warns)
    {
        await using var server = await PageServer.StartAsync();
        server.Status = """{"model":"demo","knowsOnlyItsWorld":true,"indexing":null}""";
        server.OnSearch = request => PageServer.Answer(request, unknown: ["zebra", "quokka"], truncated: true);

        await browser.OpenAsync($"{server.Url}/?q=zebra&collection={collection}");

        await browser.UntilAsync("true", $"{Notes}.includes('This model does not know: zebra, quokka.') && {Notes}.includes('its end was ignored')");
        await browser.UntilAsync(warns ? "true" : "false", $"{Notes}.includes('knows only the drawings it was trained on')");
    }

    [Fact]
    public async Task Captions_WithMarkup_StayText()
    {
        const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await using var server = await PageServer.StartAsync();
        server.OnSearch = request => PageServer.Answer(request, caption: Hostile, unknown: [Hostile]);

        await browser.OpenAsync($"{server.Url}/?q=tree");

        await browser.UntilAsync(Hostile, "document.querySelector('#gallery .caption').textContent");
        await browser.UntilAsync("tree – Txt2Image", "document.title");
    }

    [Theory]
    [InlineData("light", "rgb(250, 248, 243)")]
    [InlineData("dark", "rgb(21, 24, 27)")]
    public async Task Page_SystemPrefersAScheme_UsesItsColours(string scheme, string paper)
    {
        await using var server = await PageServer.StartAsync();
        await browser.OpenAsync(server.Url);

        await browser.PreferAsync(scheme);

        await browser.UntilAsync(paper, "getComputedStyle(document.body).backgroundColor");
    }
}
