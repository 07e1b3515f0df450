using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Downloads an archive into a file. It resumes an earlier download if the server says that the archive is still the same.</summary>
internal sealed class ArchiveDownload(Uri address, string path, TimeProvider time) : IDisposable
{
    private const int MaxTriesWithoutProgress = 6;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly DownloadMark _mark = new(path + ".mark");
    private long _done;
    private long _total = -1;

    private string Shown => address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);

    /// <summary>Whether the whole file is there.</summary>
    public bool IsWhole { get; private set; }

    public void Dispose() => _http.Dispose();

    /// <summary>"120 of 400 MB".</summary>
    public string Progress()
    {
        var (done, total) = (Volatile.Read(ref _done), Volatile.Read(ref _total));
        return total < 0 ? $"{Amount.Bytes(done)} downloaded" : $"{Amount.Bytes(done)} of {Amount.Bytes(total)} downloaded";
    }

    /// <summary>Downloads to the end.</summary>
    /// <exception cref="RunFailedException">It cannot be downloaded.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            var before = Volatile.Read(ref _done);
            try
            {
                await FetchAsync(cancellationToken);
                IsWhole = true;
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                failures = Volatile.Read(ref _done) > before ? 0 : failures;
                if (failures + 1 >= MaxTriesWithoutProgress || IsFinal(exception))
                {
                    throw new RunFailedException($"{Shown} cannot be downloaded: {exception.Message}");
                }
            }

            await Task.Delay(RetryPolicy.Backoff(failures), time, cancellationToken);
        }
    }

    /// <summary>Whether the server says that asking again is useless.</summary>
    private static bool IsFinal(Exception fault) =>
        fault is HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

    /// <exception cref="RunFailedException">The file is not the expected one.</exception>
    public static async Task CheckAsync(string path, string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null)
        {
            return;
        }

        await using var file = File.OpenRead(path);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (!found.Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new RunFailedException($"the archive is not the expected one: its checksum is sha256:{found}");
        }
    }

    public void Delete()
    {
        File.Delete(path);
        _mark.Delete();
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Silence);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        using var request = Request(file, _mark.Read());
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == file.Length)
        {
            return;
        }

        GoOn(file, response);
        response.EnsureSuccessStatusCode();
        _mark.Write(response);
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        await CopyAsync(body, file, limit);
    }

    private HttpRequestMessage Request(FileStream file, RangeConditionHeaderValue? mark)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (mark is null || file.Length == 0)
        {
            return request;
        }

        request.Headers.Range = new RangeHeaderValue(file.Length, null);
        request.Headers.IfRange = mark;
        return request;
    }

    /// <summary>Keeps the bytes that are there only if the answer begins where they end.</summary>
    private void GoOn(FileStream file, HttpResponseMessage response)
    {
        var isRest = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        if (!isRest)
        {
            file.SetLength(0);
        }

        if (!isRest && response.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new IOException("the server did not send the requested part");
        }

        file.Seek(0, SeekOrigin.End);
        Volatile.Write(ref _done, file.Length);
        Volatile.Write(ref _total, response.Content.Headers.ContentLength is { } rest ? file.Length + rest : -1);
    }

    private async Task CopyAsync(Stream body, FileStream file, CancellationTokenSource limit)
    {
        var buffer = new byte[64 << 10];
        while (await body.ReadAsync(buffer, limit.Token) is > 0 and var count)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), limit.Token);
            Volatile.Write(ref _done, file.Length);
            limit.CancelAfter(Silence);
        }

        if (_total >= 0 && file.Length != _total)
        {
            throw new IOException("the connection ended early");
        }
    }
}
