using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Txt2Image.Storage.Images.S3;

namespace Txt2Image.Storage.Tests.Images.S3;

/// <summary>
/// Runs npm's <c>s3rver</c>, a third-party S3 server, as a process with its own folder. After a kill it can be restarted with its objects. It checks
/// access keys, but does not verify version 4 signatures.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "pictures";
    public const string Key = "S3RVER";

    /// <summary>
    /// s3rver deletes a folder with its last object, and crashes if an object is being written there at that moment. S3 has no folders, so never
    /// delete them.
    /// </summary>
    private const string FoldersStay = "import fs from 'node:fs'; fs.rmdir = (folder, done) => done(null);";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("txt2image-s3-").FullName;
    private readonly string _program;
    private Process? _process;

    private S3Server(string program) => _program = program;

    public int Port { get; } = FreePort();

    /// <summary>Starts a server; skips the test with the reason if there is no npm or the package cannot be installed.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server(await S3rverPackage.InstalledAsync());
        await server.StartAgainAsync();
        return server;
    }

    public static S3Options Options(Uri endpoint) => new()
    {
        Endpoint = endpoint,
        Bucket = Bucket,
        AccessKey = Key,
        SecretKey = Key,

        // Test machines may be slow; tests of timing set their own limits.
        Timeout = TimeSpan.FromSeconds(60),
    };

    public async Task StartAgainAsync()
    {
        // It encrypts listing tokens with DES, which is legacy in OpenSSL 3.
        string[] node = ["--openssl-legacy-provider", "--import", $"data:text/javascript,{Uri.EscapeDataString(FoldersStay)}"];
        string[] arguments = [.. node, _program, "-d", _folder, "-a", "127.0.0.1", "-p", $"{Port}", "-s", "--no-vhost-buckets", "--configure-bucket", Bucket];
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        _process = Process.Start(start)!;
        var said = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        for (var started = Stopwatch.GetTimestamp(); !await AnswersAsync(); await Task.Delay(50))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"s3rver did not start: {string.Concat(await said)}");
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "s3rver does not respond");
        }
    }

    /// <summary>Kills the process, like a crash.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Whether it responds, and not another process that has taken its port.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new HttpClient();
            return (await client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/"))).Contains("S3rver", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A port below the system's ephemeral range, so that no other server of these tests takes it while this one is down.</summary>
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 20_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // The port is in use; try another.
            }
        }
    }
}
