using System.Text.Json;
using Microsoft.Playwright;
using Txt2Image.Api.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>
/// How long after a cached answer the first result is seen, on the real server with the demo gallery: in a tab that has just opened, and in one where
/// the texts were asked before. It measures and decides nothing, so it is not run with the other tests: run it with <c>--explicit only</c>.
/// </summary>
public sealed class PaintTests(Chromium chromium)
{
    private const string Watching =
        """
        const mark = () => document.querySelectorAll("a.card img:not([elementtiming])").forEach(one => one.setAttribute("elementtiming", "result"));
        new MutationObserver(mark).observe(document, { childList: true, subtree: true });
        window.painted = [];
        new PerformanceObserver(list => window.painted.push(...list.getEntries().map(one => one.renderTime || one.loadTime)))
          .observe({ type: "element", buffered: true });
        window.blurs = [];
        const draw = CanvasRenderingContext2D.prototype.putImageData;
        CanvasRenderingContext2D.prototype.putImageData = function (...all) { window.blurs.push(performance.now()); return draw.apply(this, all); };
        """;

    private static readonly string[] Texts = ["a red bicycle", "a castle at night", "two dogs", "a penguin", "snow", "a boat on a lake", "a city"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task FirstResult_AfterACachedAnswer_IsPaintedSoon()
    {
        await using var server = await TestServer.StartAsync(["Demo:Enabled=true"]);
        await server.DemoEndedAsync();
        foreach (var text in Texts)
        {
            await server.Client.GetJsonAsync($"/search?q={Uri.EscapeDataString(text)}&k=100&facets=all&collection=demo");
        }

        await using var tab = await chromium.OpenAsync("about:blank");
        await tab.Page.AddInitScriptAsync(Watching);
        await tab.Page.GotoAsync($"{server.Address}?collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await Task.Delay(3000, Token);
        foreach (var pass in (string[])["new", "again"])
        {
            foreach (var text in Texts)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{pass}: {text}: {await MeasureAsync(tab, text)}");
            }
        }
    }

    /// <summary>Milliseconds after the answer: the first blurred picture drawn; the first, tenth and last picture painted.</summary>
    private static async Task<string> MeasureAsync(Tab tab, string text)
    {
        await tab.Page.EvaluateAsync("performance.clearResourceTimings(); window.painted = []; window.blurs = []");
        await tab.SearchAsync(text);
        await Expect(tab.Id("title")).ToHaveTextAsync($"“{text}”");
        await Task.Delay(2500, Token);
        var found = await tab.Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const answer = performance.getEntriesByType("resource").find(one => one.name.includes("/search"));
              const painted = window.painted.filter(time => time > answer.responseEnd).sort((a, b) => a - b);
              return {
                search: answer.responseEnd - answer.startTime,
                times: [Math.min(...window.blurs), painted[0], painted[9], painted.at(-1)].map(time => Math.round(time - answer.responseEnd)),
                count: painted.length,
              };
            }
            """);
        var answer = Math.Round(found.GetProperty("search").GetDouble());
        return $"answer {answer} ms, blurred, first, tenth and last {found.GetProperty("times")} ms, {found.GetProperty("count")} painted";
    }
}
