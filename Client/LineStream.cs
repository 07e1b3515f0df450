using System.Text;

namespace Txt2Image.Client;

/// <summary>An answer that arrives line by line.</summary>
internal sealed class LineStream(HttpResponseMessage response, Stream body, Uri server, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly StreamReader _reader = new(body, Encoding.UTF8);

    /// <summary>Reads the next line; null at the end.</summary>
    /// <exception cref="ServerUnreachableException">The connection failed, or nothing has arrived for long.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await _reader.ReadLineAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new ServerUnreachableException(server, "the connection ended in the middle of the answer", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerUnreachableException(server, $"nothing has arrived for {patience.TotalSeconds:0} s", exception);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        response.Dispose();
    }
}
