using System.Net.Sockets;

namespace Txt2Image.Tests.Support.Processes;

/// <summary>A real <c>redis-server</c> of this machine, with its own port and folder. After a kill it can be restarted with its data.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";
    private static readonly string[] SyncAlways = ["--appendfsync", "always"];

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private ServerProcess? _process;

    private RedisServer(string[] settings) => _settings = settings;

    /// <summary>Whether this machine has one.</summary>
    public static bool IsInstalled => ProgramStart.OnPath(Program) is not null;

    /// <summary>Its port of the loopback address.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>Where clients reach it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>How to start one whose data survives its restart.</summary>
    /// <exception cref="ProgramFailedException">It is not installed.</exception>
    public static ProgramStart Describe(int port, string folder, params IEnumerable<string> settings)
    {
        var program = ProgramStart.OnPath(Program)
            ?? throw new ProgramFailedException(
                "redis-server is not installed: apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS).");
        Directory.CreateDirectory(folder);
        return new(
            program,
            ["--bind", "127.0.0.1", "--port", $"{port}", "--dir", folder, "--daemonize", "no", "--save", "", "--appendonly", "yes", .. settings]);
    }

    /// <summary>Starts one that writes everything to disk before it answers; skips the test if Redis is not installed.</summary>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        Skip.When(!IsInstalled, "There is no redis-server on this machine.");
        var server = new RedisServer([.. SyncAlways, .. settings]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Restarts it after a kill.</summary>
    public async Task StartAgainAsync() => _process = await ServerProcess.StartAsync(Describe(Port, _folder.Path, _settings), AnswersAsync);

    /// <summary>Kills the process, like a crash.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    /// <summary>Whether it answers a PING; while it reads its data it answers that it is loading.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() == "+PONG";
    }
}
