using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Txt2Image.Api.Tests.Page;

/// <summary>A page in a browser, with what its tests look at and do. Waiting is part of every check.</summary>
public sealed class Tab : IAsyncDisposable
{
    /// <summary>Pictures are all alike, and axe takes long for each.</summary>
    private static readonly AxeRunContext FewCards = new() { Exclude = [new(".rows li:nth-child(n + 5)")] };

    private readonly IBrowserContext _context;

    internal Tab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the page logged as errors, including violations of its content security policy.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>The pictures that are in the document.</summary>
    public ILocator Cards => Page.Locator("a.card");

    public ILocator Viewer => Page.Locator("#viewer");

    public ILocator Panel => Page.Locator("#panel");

    public ILocator Id(string id) => Page.Locator($"#{id}");

    /// <summary>The button of this name.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Searches for a text by typing it.</summary>
    public async Task SearchAsync(string text)
    {
        await Id("q").FillAsync(text);
        await Id("q").PressAsync("Enter");
    }

    /// <summary>Waits until an expression is true; the failure shows the expression.</summary>
    public Task UntilAsync(string expression) => Page.WaitForFunctionAsync(expression, null, new() { PollingInterval = 50 });

    /// <summary>Scrolls until an expression is true.</summary>
    public Task ScrollUntilAsync(string expression) =>
        UntilAsync($"() => {{ if ({expression}) return true; scrollBy({{ top: 6000, behavior: 'instant' }}); return false; }}");

    /// <summary>The index of the picture with the focus.</summary>
    public Task FocusIsAtAsync(int index) => UntilAsync($"() => document.activeElement?.dataset?.index === '{index}'");

    /// <summary>The query of the page's address.</summary>
    public string Query => new Uri(Page.Url).Query;

    /// <summary>Puts a file into a drop or paste on an element.</summary>
    /// <param name="selector">The element.</param>
    /// <param name="kind"><c>drop</c> or <c>paste</c>.</param>
    /// <param name="names">The files' names; each has its name as its bytes.</param>
    public Task GiveAsync(string selector, string kind, params string[] names) => Page.EvaluateAsync(
        """
        ([selector, kind, names]) => {
          const files = new DataTransfer();
          for (const name of names) files.items.add(new File([name], name, { type: name.endsWith(".txt") ? "text/plain" : "image/png" }));
          const target = document.querySelector(selector), options = { bubbles: true, cancelable: true };
          if (kind === "paste") return void target.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: files }));
          for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: files }));
        }
        """,
        new object[] { selector, kind, names });

    /// <summary>Asserts that axe finds nothing that WCAG 2.2 AA or good practice forbids.</summary>
    public async Task IsAccessibleAsync()
    {
        var result = await Page.RunAxe(FewCards);
        Assert.Empty(result.Violations.Select(one => $"{one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Select(node => node.Html).Take(3))}"));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
