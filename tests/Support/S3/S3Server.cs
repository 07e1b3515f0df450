using Txt2Image.Tests.Support.Npm;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Tests.Support.S3;

/// <summary>
/// Runs npm's <c>s3rver</c>, a third-party S3 server, as a process with its own folder. After a kill it can be restarted with its objects. It checks
/// access keys, but does not verify version 4 signatures.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    internal const string Bucket = "pictures";
    private const string Key = "S3RVER";
    private const string Package = "s3rver@3.7.1";

    /// <summary>
    /// s3rver deletes a folder with its last object, and crashes if an object is being written there at that moment. S3 has no folders, so never
    /// delete them.
    /// </summary>
    private const string FoldersStay = "import fs from 'node:fs'; fs.rmdir = (folder, done) => done(null);";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly string _program;
    private ServerProcess? _process;

    private S3Server(string program) => _program = program;

    /// <summary>Its port of the loopback address.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>How to reach its bucket.</summary>
    public S3Access Access => new(Address, Bucket, Key, Key);

    private Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts a server; skips the test with the reason if there is no npm or the package cannot be installed.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var modules = await NpmPackages.InstalledAsync("THE S3 STORE IS NOT TESTED", Package);
        var server = new S3Server(Path.Combine(modules, "s3rver", "bin", "s3rver.js"));
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it after it was killed.</summary>
    public async Task StartAgainAsync()
    {
        // Its listings' tokens are encrypted with DES, which OpenSSL 3 calls legacy.
        string[] node = ["--openssl-legacy-provider", "--import", $"data:text/javascript,{Uri.EscapeDataString(FoldersStay)}"];
        string[] arguments =
            [.. node, _program, "-d", _folder.Path, "-a", "127.0.0.1", "-p", $"{Port}", "-s", "--no-vhost-buckets", "--configure-bucket", Bucket];
        _process = await ServerProcess.StartAsync(new ProgramStart("node", arguments), AnswersAsync);
    }

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
        _client.Dispose();
        _folder.Dispose();
    }

    /// <summary>Whether it responds, and not another process that has taken its port.</summary>
    private async Task<bool> AnswersAsync() => (await _client.GetStringAsync(Address)).Contains("S3rver", StringComparison.Ordinal);
}
