using Txt2Image.Client;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Bench.Product;

/// <summary>A .NET program that serves HTTP on a free port, in its own process, until it is disposed of.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ServerProcess _process;

    private Child(ServerProcess process, HttpClient http)
    {
        _process = process;
        Http = http;
        Client = new Txt2ImageClient(http.BaseAddress!);
    }

    public Uri Address => Http.BaseAddress!;

    /// <summary>For the requests that are measured.</summary>
    public HttpClient Http { get; }

    /// <summary>For all other requests.</summary>
    public Txt2ImageClient Client { get; }

    public int Pid => _process.Id;

    /// <summary>Starts an assembly in the same folder as this one, and waits a minute until one of its paths responds.</summary>
    public static Task<Child> StartAsync(string assembly, string path, params IEnumerable<string> arguments) =>
        StartAsync(Patience, assembly, path, arguments);

    /// <inheritdoc cref="StartAsync(string, string, IEnumerable{string})"/>
    public static async Task<Child> StartAsync(TimeSpan patience, string assembly, string path, params IEnumerable<string> arguments)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Next()}"), Timeout = patience };
        try
        {
            var program = ProgramStart.Beside(assembly, [.. arguments, "--urls", http.BaseAddress.ToString()]);
            var process = await ServerProcess.StartAsync(program, async () =>
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }, patience);
            return new Child(process, http);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
