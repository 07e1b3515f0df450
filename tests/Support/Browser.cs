using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Txt2Image.Tests.Support;

/// <summary>A headless Chromium with one tab, driven over its debugging protocol. If the machine has no Chromium, its tests are skipped.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private Process? _process;
    private int _lastId;

    /// <summary>The errors that the page logged, including violations of its content security policy.</summary>
    public IList<string> Errors { get; } = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _profile.Dispose();
    }

    /// <summary>Opens a page, in a window of this width; skips the test if there is no browser.</summary>
    public async Task OpenAsync(string url, int width = 1280)
    {
        if (_process is null)
        {
            await StartAsync();
        }

        await SendAsync("Page.navigate", new() { ["url"] = "about:blank" });
        Errors.Clear();
        await SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500 });
        await SendAsync("Page.navigate", new() { ["url"] = url });
    }

    /// <summary>What a script returns.</summary>
    public async Task<string?> EvaluateAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException(thrown.ToJsonString())
            : answer["result"]!["value"]?.ToString();
    }

    /// <summary>Waits until an expression has a value; the failure shows its last value.</summary>
    public async Task UntilAsync(string expected, string script)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            var value = await EvaluateAsync($"(() => {{ try {{ return String({script}); }} catch (e) {{ return String(e); }} }})()");
            if (value == expected)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException(
                    $"The page did not become as expected.\nExpression: {script}\nExpected:   {expected}\nActual:     {value}");
            }
        }
    }

    /// <summary>Sets the colours that the system prefers, <c>light</c> or <c>dark</c>.</summary>
    public Task PreferAsync(string scheme) => SendAsync(
        "Emulation.setEmulatedMedia",
        new() { ["features"] = new JsonArray { new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme } } });

    /// <summary>Types a text into the focused element.</summary>
    public Task TypeAsync(string text) => SendAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch { "Enter" => 13, "Escape" => 27, "ArrowLeft" => 37, "ArrowUp" => 38, "ArrowRight" => 39, "ArrowDown" => 40, _ => 0 };
        var text = key switch { "Enter" => "\r", { Length: 1 } => key, _ => "" };
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = text });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["windowsVirtualKeyCode"] = code });
    }

    private async Task StartAsync()
    {
        var program = Array.Find(Programs, File.Exists);
        Skip.When(program is null, "There is no Chromium on this machine.");
        string[] flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank",
        ];
        _process = Process.Start(new ProcessStartInfo(program, flags) { RedirectStandardError = true, UseShellExecute = false })!;
        var port = await PortAsync(_process.StandardError);
        using var http = new HttpClient();
        var tabs = await http.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json");
        var tab = tabs!.First(t => (string)t!["type"]! == "page")!;
        await _socket.ConnectAsync(new Uri((string)tab["webSocketDebuggerUrl"]!), CancellationToken.None);
        await SendAsync("Log.enable");
        await SendAsync("Runtime.enable");
        await SendAsync("Page.enable");
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = ++_lastId;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var answer = await ReceiveAsync();
            if ((int?)answer["id"] == id)
            {
                return answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
            }

            if ((string?)answer["method"] is "Log.entryAdded" or "Runtime.exceptionThrown")
            {
                Errors.Add(answer["params"]!.ToJsonString());
            }
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(whole.ToArray())!.AsObject();
    }

    private static async Task<int> PortAsync(StreamReader said)
    {
        const string Before = "DevTools listening on ";
        while (await said.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Before, StringComparison.Ordinal))
            {
                // Its further output is read and discarded, so that it never blocks on a full pipe.
                _ = said.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(line[Before.Length..]).Port;
            }
        }

        throw new InvalidOperationException("The browser exited before it was ready.");
    }
}
