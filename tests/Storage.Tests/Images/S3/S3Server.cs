using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Txt2Image.Storage.Images.S3;

namespace Txt2Image.Storage.Tests.Images.S3;

/// <summary>
/// npm's <c>s3rver</c>, an S3 server that is not ours, as a process with a folder of its own. Killed, it can be started again with its objects. It knows
/// access keys, but does not verify signatures of version 4.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "pictures";
    public const string Key = "S3RVER";

    /// <summary>
    /// It deletes a folder with its last object, and ends where an object is being written there at that moment. An S3 store has no folders, so its own stay.
    /// </summary>
    private const string FoldersStay = "import fs from 'node:fs'; fs.rmdir = (folder, done) => done(null);";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("txt2image-s3-").FullName;
    private readonly string _program;
    private Process? _process;

    private S3Server(string program) => _program = program;

    public int Port { get; } = FreePort();

    /// <summary>Starts a server; skips the test, and says why, where there is no npm or its registry does not give the server.</summary>
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

        // A test machine may be slow; what is to be tested with time has limits of its own.
        Timeout = TimeSpan.FromSeconds(60),
    };

    public async Task StartAgainAsync()
    {
        // Its listings' tokens are encrypted with DES, which OpenSSL 3 calls legacy.
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

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "s3rver does not answer");
        }
    }

    /// <summary>Ends it as a crash would.</summary>
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

    /// <summary>Whether it answers, and not a stranger who has taken its port.</summary>
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

    /// <summary>A port below those that the system gives to other servers of these tests, which would take it while this one is down.</summary>
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
                // It is taken: another one.
            }
        }
    }
}
