using System.Diagnostics;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness.Processes;

/// <summary>
/// A server in its own process, with a log file. It is restarted when it stops by itself, like a container with <c>restart: unless-stopped</c>.
/// </summary>
/// <param name="name">Its name, and the name of its log.</param>
/// <param name="folder">The folder for logs.</param>
/// <param name="guard">Kills it when this program ends.</param>
/// <param name="describe">Returns what to start; called at every start.</param>
/// <param name="news">Receives a line when it stops by itself.</param>
internal sealed class SupervisedProcess(string name, string folder, Guard guard, Func<ProgramStart> describe, Action<string> news) : IAsyncDisposable
{
    // Its own session protects it from a terminal's Ctrl-C, so that it can be stopped in order.
    private const string Script =
        """
        log=$1; shift
        if command -v setsid >/dev/null; then exec setsid "$@" </dev/null >>"$log" 2>&1; fi
        exec "$@" </dev/null >>"$log" 2>&1
        """;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private CancellationTokenSource _stopping = new();
    private Process? _process;
    private Task _keeping = Task.CompletedTask;
    private int _restarts;

    public string Name => name;

    public string LogFile { get; } = Path.Combine(folder, $"{name}.log");

    /// <summary>How often it was restarted because it had stopped by itself.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>The id of the running process; null if there is none.</summary>
    public int? Pid
    {
        get
        {
            lock (_lock)
            {
                return _process?.Id;
            }
        }
    }

    public void Start()
    {
        lock (_lock)
        {
            if (!_keeping.IsCompleted)
            {
                throw new InvalidOperationException($"{name} is already running.");
            }

            _stopping = new CancellationTokenSource();
            _keeping = KeepAsync(Launch(), _stopping.Token);
        }
    }

    /// <summary>Kills it (kill -9). It is not restarted until it is started explicitly.</summary>
    public async Task KillAsync()
    {
        lock (_lock)
        {
            _stopping.Cancel();
            _process?.Kill();
        }

        await _keeping;
    }

    /// <summary>Sends SIGTERM, and kills it if it has not exited in time.</summary>
    /// <returns>Whether it exited by itself.</returns>
    public async Task<bool> TerminateAsync(TimeSpan patience)
    {
        int? pid;
        lock (_lock)
        {
            _stopping.Cancel();
            pid = _process?.Id;
        }

        if (pid is null)
        {
            return true;
        }

        await SignalAsync(pid.Value, "TERM");
        await Task.WhenAny(_keeping, Task.Delay(patience));
        var ended = _keeping.IsCompleted;
        await KillAsync();
        return ended;
    }

    /// <summary>Sends SIGSTOP: the process exists, but does nothing.</summary>
    public Task FreezeAsync() => SignalAsync(Pid ?? throw new InvalidOperationException($"{name} is not running."), "STOP");

    /// <summary>Sends SIGCONT: the process continues.</summary>
    public Task ThawAsync() => Pid is { } pid ? SignalAsync(pid, "CONT") : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _stopping.Dispose();
    }

    private static Task<string> SignalAsync(int pid, string signal) =>
        ProgramRun.OutputOfAsync(new ProgramStart("/bin/sh", "-c", $"kill -s {signal} {pid} 2>/dev/null || true"));

    private Process Launch()
    {
        var program = describe();
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, name, LogFile, program.Program, .. program.Arguments]) { UseShellExecute = false };
        foreach (var (setting, value) in program.Settings)
        {
            start.Environment[setting] = value;
        }

        _process = Process.Start(start)!;
        guard.Watch(_process.Id);
        return _process;
    }

    private async Task KeepAsync(Process process, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var started = Stopwatch.GetTimestamp();
            await process.WaitForExitAsync(CancellationToken.None);
            var status = process.ExitCode;
            lock (_lock)
            {
                guard.Forget(process.Id);
                process.Dispose();
                _process = null;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            Interlocked.Increment(ref _restarts);
            news($"{name} stopped by itself with status {status}, and is restarted");
            if (Stopwatch.GetElapsedTime(started) > Settled)
            {
                pause = FirstPause;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_lock)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                process = Launch();
            }
        }
    }
}
