using System.Diagnostics;
using System.Net.Sockets;

namespace Txt2Image.Tests.Support.Processes;

/// <summary>A server in its own process, until it is disposed of. If it does not start, the failure shows its last lines.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The id of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a server, and waits until it answers.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="answers">Checks whether it answers; a failure to connect counts as no.</param>
    /// <param name="patience">How long it may take; a minute if not given.</param>
    /// <exception cref="ProgramFailedException">It has exited, or does not answer in time.</exception>
    public static async Task<ServerProcess> StartAsync(ProgramStart program, Func<Task<bool>> answers, TimeSpan? patience = null)
    {
        var server = new ServerProcess(program.Start());
        try
        {
            await server.AnswersAsync(answers, patience ?? Patience);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process, like a crash.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task AnswersAsync(Func<Task<bool>> answers, TimeSpan patience)
    {
        for (var started = Stopwatch.GetTimestamp(); !await IsTrueAsync(answers); await Task.Delay(BetweenLooks))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new ProgramFailedException($"A server did not start:\n{Said()}");
            }
        }
    }

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> answers)
    {
        try
        {
            return await answers();
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
        {
            // The server is not listening yet.
            return false;
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
}
