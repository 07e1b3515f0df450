using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class DownloadTests
{
    private static readonly byte[] Archive = Zip(("a.jpg", Noise(600_000)), ("b.jpg", Noise(500_000, 2)));

    [Fact]
    public async Task Address_OfAnArchive_IsDownloadedTakenAndDeleted()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path);
        await using var server = await FakeServer.StartAsync(host.Map);

        var run = await RunAsync(server, state);

        Assert.Equal(0, run.Code);
        Assert.Equal(["a.jpg", "b.jpg"], server.Collections["ads"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(state.Path), file => file.Contains("download", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connection_ThatBreaks_IsGoneOnWithWhereItWas()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path) { BreaksAfter = 700_000 };
        await using var server = await FakeServer.StartAsync(host.Map);

        var run = await RunAsync(server, state);

        Assert.Equal(0, run.Code);
        Assert.Equal(2, host.Ranges.Count);
        Assert.Null(host.Ranges[0]);
        Assert.InRange(host.Ranges[1]!.Value, 1, 700_000);
        Assert.Equal(2, server.Collections["ads"].Count);
    }

    [Fact]
    public async Task Failure_AfterCtrlC_IsNotReported()
    {
        using var state = new PictureFolder();
        using var download = new ArchiveDownload(
            new Uri("http://127.0.0.1/ads.zip"), Path.Combine(state.Path, "no such folder", "ads.zip"), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.RunAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Connection_ThatBreaks_IsBegunAnewWhereTheTagIsWeak()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path) { BreaksAfter = 700_000, HasWeakTag = true };
        await using var server = await FakeServer.StartAsync(host.Map);

        var run = await RunAsync(server, state);

        Assert.Equal(0, run.Code);
        Assert.Equal([null, null], host.Ranges);
    }

    [Fact]
    public async Task Rest_OfAnotherPlace_IsNotTakenForTheRest()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path) { BreaksAfter = 700_000, MissesBy = 10 };
        await using var server = await FakeServer.StartAsync(host.Map);

        var run = await RunAsync(server, state);

        Assert.Equal(0, run.Code);
        Assert.Null(host.Ranges[^1]);
        Assert.Equal(2, server.Collections["ads"].Count);
    }

    [Fact]
    public async Task Archive_ThatChangedMeanwhile_IsDownloadedFromItsBeginning()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path) { BreaksAfter = 700_000, ChangesAfterBreak = true };
        await using var server = await FakeServer.StartAsync(host.Map);

        var run = await RunAsync(server, state);

        Assert.Equal(0, run.Code);
        Assert.Equal(["c.jpg"], server.Collections["ads"].Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_ThatWasStopped_IsGoneOnWithByTheNext()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path) { BreaksAfter = 700_000, WaitsAfterBreak = true };
        await using var server = await FakeServer.StartAsync(host.Map);
        using var interruption = new CancellationTokenSource();
        host.Broken = interruption.Cancel;

        var stopped = await RunAsync(server, state, interruption.Token);
        host.WaitsAfterBreak = false;
        var next = await RunAsync(server, state);

        Assert.Equal(130, stopped.Code);
        Assert.Equal(0, next.Code);
        Assert.InRange(host.Ranges[^1]!.Value, 1, 700_000);
        Assert.Equal(2, server.Collections["ads"].Count);
    }

    [Fact]
    public async Task Checksum_OfAnother_TakesNothingAndKeepsNothing()
    {
        using var state = new PictureFolder();
        var host = new Host(Archive, state.Path);
        await using var server = await FakeServer.StartAsync(host.Map);

        var wrong = await RunAsync(server, state, default, "--checksum", "sha256:" + new string('a', 64));
        var right = await RunAsync(server, state, default, "--checksum", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Archive)));

        Assert.Equal(1, wrong.Code);
        Assert.Contains("the archive is not the expected one", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, right.Code);
        Assert.Equal([null, null], host.Ranges);
    }

    [Fact]
    public async Task Address_OfNothing_EndsTheRunWithItsReason()
    {
        await using var server = await FakeServer.StartAsync();
        using var state = new PictureFolder();

        var run = await RunAsync(server, state);

        Assert.Equal(1, run.Code);
        Assert.Contains("cannot be downloaded", run.Error, StringComparison.Ordinal);
        Assert.Contains("404", run.Error, StringComparison.Ordinal);
    }

    private static Task<CliRun> RunAsync(
        FakeServer server, PictureFolder state, CancellationToken cancellationToken = default, params string[] more) =>
        CliRun.StartAsync(
            ["ingest", $"{server.Url}/files/ads-0.zip", "-c", "ads", "--url", server.Url, "--state", state.Path, .. more],
            cancellationToken: cancellationToken);

    /// <summary>Serves an archive as web servers do, with faults on demand.</summary>
    private sealed class Host(byte[] archive, string state)
    {
        private byte[] _archive = archive;
        private bool _hasBroken;

        public int? BreaksAfter { get; init; }

        public bool ChangesAfterBreak { get; init; }

        /// <summary>Whether its entity tag is weak: it says only that two archives are equivalent.</summary>
        public bool HasWeakTag { get; init; }

        /// <summary>The number of bytes by which a partial answer begins too early.</summary>
        public int MissesBy { get; init; }

        public bool WaitsAfterBreak { get; set; }

        public Action Broken { get; set; } = () => { };

        /// <summary>The offset at which each request began; null for the whole archive.</summary>
        public List<long?> Ranges { get; } = [];

        private string Tag => $"{(HasWeakTag ? "W/" : "")}\"{Convert.ToHexString(SHA256.HashData(_archive))[..8]}\"";

        public void Map(WebApplication app) => app.MapGet("/files/ads-0.zip", ServeAsync);

        private async Task ServeAsync(HttpContext http)
        {
            var range = http.Request.GetTypedHeaders().Range?.Ranges.Single().From;
            Ranges.Add(range);
            var isRest = range is not null && http.Request.Headers.IfRange == Tag;
            var start = isRest ? (int)range!.Value - MissesBy : 0;
            http.Response.StatusCode = isRest ? 206 : 200;
            http.Response.Headers.ETag = Tag;
            http.Response.ContentLength = _archive.Length - start;
            if (isRest)
            {
                http.Response.Headers.ContentRange =
                    string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{_archive.Length - 1}/{_archive.Length}");
            }

            if (BreaksAfter is { } bytes && !_hasBroken)
            {
                await BreakAsync(http, bytes);
            }
            else
            {
                await http.Response.Body.WriteAsync(_archive.AsMemory(start), http.RequestAborted);
            }
        }

        private async Task BreakAsync(HttpContext http, int bytes)
        {
            _hasBroken = true;
            await http.Response.Body.WriteAsync(_archive.AsMemory(0, bytes), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);

            // Only after some bytes have arrived: those still under way may be lost with the connection.
            while (!Directory.EnumerateFiles(state, "*.download").Any(file => new FileInfo(file).Length > 0))
            {
                await Task.Delay(20, http.RequestAborted);
            }

            if (ChangesAfterBreak)
            {
                _archive = Zip(("c.jpg", Noise(1_300_000, 3)));
            }

            Broken();
            if (WaitsAfterBreak)
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            http.Abort();
        }
    }
}
