using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Txt2Image.Client;

namespace Txt2Image.Bench.Product;

/// <summary>A .NET program in a process of its own that serves HTTP on a free port until it is disposed of.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int LinesKept = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private Child(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = Patience };
        Client = new Txt2ImageClient(address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>For what is measured.</summary>
    public HttpClient Http { get; }

    /// <summary>For everything else.</summary>
    public Txt2ImageClient Client { get; }

    public int Pid => _process.Id;

    /// <summary>Starts an assembly that lies beside this one, and waits until a path of it answers.</summary>
    public static async Task<Child> StartAsync(string assembly, string path, params IEnumerable<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] all = [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments, "--urls", address.ToString()];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var child = new Child(Process.Start(start)!, address);
        try
        {
            await child.AnswersAsync(path);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AnswersAsync(string path)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new BenchException($"A server did not start:\n{Said()}");
            }

            await Task.Delay(50);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            if (_lastLines.Count == LinesKept)
            {
                _lastLines.Dequeue();
            }

            _lastLines.Enqueue(line);
        }
    }

    private string Said()
    {
        lock (_lastLines)
        {
            return string.Join('\n', _lastLines);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
