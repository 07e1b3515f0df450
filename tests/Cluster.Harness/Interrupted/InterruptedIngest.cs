using System.Diagnostics;
using Txt2Image.Cluster.Harness.Processes;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Interrupted;

/// <summary>A server and runs of the CLI, killed at moments that a seed decides.</summary>
internal sealed class InterruptedIngest : IAsyncDisposable
{
    public const string Collection = "interrupted";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Guard _guard = new();
    private readonly Random _random;

    /// <summary>
    /// The number of images at which each kill is due, spread over the ingest except its last twentieth, which might be over too soon.
    /// </summary>
    private readonly int[] _moments;
    private readonly string _folder;
    private readonly string _state;
    private readonly Uri _address;
    private readonly SupervisedProcess _server;

    public InterruptedIngest(string folder, string data, int kills, int seed)
    {
        (_folder, _random) = (folder, new Random(seed));
        var files = Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Count();
        _moments = [.. Enumerable.Range(0, kills).Select(_ => _random.Next(files * 95 / 100)).Order()];
        _state = Path.Combine(data, "state");
        _address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Http = new HttpClient { BaseAddress = _address, Timeout = Patience };
        var start = BuiltPrograms.Start(
            BuiltPrograms.Api, "--urls", _address.ToString(), $"--Txt2Image:DataDirectory={Path.Combine(data, "server")}",
            "--Txt2Image:Demo:Enabled=false");
        _server = new SupervisedProcess("api", data, _guard, () => start, Console.Error.WriteLine);
    }

    public HttpClient Http { get; }

    public int CliKills { get; private set; }

    public int ServerKills { get; private set; }

    private int Killed => CliKills + ServerKills;

    public int Runs { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>Starts the CLI again and again, until all kills are done and it reports success.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        _server.Start();
        await ReadyAsync(cancellationToken);
        while (true)
        {
            using var cli = StartCli();
            var said = Task.WhenAll(cli.StandardOutput.ReadToEndAsync(cancellationToken), cli.StandardError.ReadToEndAsync(cancellationToken));
            while (Killed < _moments.Length && !cli.HasExited)
            {
                await KillSomethingAsync(cli, cancellationToken);
            }

            await cli.WaitForExitAsync(cancellationToken);
            _guard.Forget(cli.Id);
            var output = await said;
            await Console.Error.WriteLineAsync($"run {Runs}: exited with code {cli.ExitCode}; {output[0].ReplaceLineEndings(" ").Trim()}");
            if (cli.ExitCode == 0)
            {
                break;
            }

            if (Killed == _moments.Length && cli.ExitCode is not (3 or 137))
            {
                throw new HarnessException($"The CLI exited with code {cli.ExitCode}: {output[1]}");
            }

            await ReadyAsync(cancellationToken);
        }

        Took = Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Http.Dispose();
        _guard.Dispose();
    }

    private Process StartCli()
    {
        Runs++;
        var process =
            BuiltPrograms.Start(BuiltPrograms.Cli, "ingest", _folder, "-c", Collection, "--state", _state, "--url", _address.ToString()).Start();
        _guard.Watch(process.Id);
        return process;
    }

    /// <summary>Waits for the next moment to kill, then kills the CLI or the server. A killed server is restarted soon after.</summary>
    private async Task KillSomethingAsync(Process cli, CancellationToken cancellationToken)
    {
        while (!cli.HasExited && await HeldAsync(cancellationToken) < _moments[Killed])
        {
            await Task.Delay(BetweenLooks, cancellationToken);
        }

        await Task.Delay(_random.NextDouble() * Slack, cancellationToken);
        if (cli.HasExited)
        {
            return;
        }

        if (_random.Next(2) == 0)
        {
            cli.Kill();
            CliKills++;
            return;
        }

        await _server.KillAsync();
        ServerKills++;
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 1500)), cancellationToken);
        _server.Start();
    }

    /// <summary>The number of images in the collection; 0 while the server does not respond.</summary>
    private async Task<long> HeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"/collections/{Collection}", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<CollectionAnswer>(cancellationToken))!.Images : 0;
        }
        catch (HttpRequestException)
        {
            // The server is starting.
            return 0;
        }
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(100, cancellationToken))
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The server is not listening yet.
            }
        }

        throw new HarnessException($"The server did not become ready; its log is {_server.LogFile}.");
    }

    private sealed record CollectionAnswer(long Images);
}
