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
        window.painted = new Map(); // pictures, with the time at which each was seen first
        let done = null;
        const check = () => {
          const shown = [...document.querySelectorAll("a.card img")].filter(one => one.getBoundingClientRect().top < innerHeight - 20);
          if (shown.length > 0 && shown.every(one => window.painted.has(one))) done?.();
        };
        window.complete = () => new Promise(resolve => { done = resolve; check(); });
        new PerformanceObserver(list => {
          const present = list.getEntries().filter(one => one.element);
          present.forEach(one => window.painted.set(one.element, one.renderTime || one.loadTime));
          check();
        }).observe({ type: "element", buffered: true });
        window.blurs = [];
        const draw = CanvasRenderingContext2D.prototype.putImageData;
        CanvasRenderingContext2D.prototype.putImageData = function (...all) { window.blurs.push(performance.now()); return draw.apply(this, all); };
        """;

    private static readonly string[] Texts = ["a red bicycle", "a castle at night", "two dogs", "a penguin", "snow", "a boat on a lake", "a city"];

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
        await tab.Page.EvaluateAsync("window.complete()");
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
        await tab.Page.EvaluateAsync("performance.clearResourceTimings(); window.painted.clear(); window.blurs = []");
        await tab.SearchAsync(text);
        await Expect(tab.Id("title")).ToHaveTextAsync($"“{text}”");
        await tab.Page.EvaluateAsync("window.complete()");
        var found = await tab.Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const answer = performance.getEntriesByType("resource").find(one => one.name.includes("/search"));
              const painted = [...window.painted].filter(one => one[0].isConnected).map(one => one[1]).sort((a, b) => a - b);
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
