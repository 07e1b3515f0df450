using Amazon.S3.Model;

namespace Txt2Image.Storage.Images.S3;

/// <summary>
/// Streams an object and buffers only its first bytes, so that seeking back after reading them to detect the format is free. Any other seek requests
/// the rest from the store again.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="request">The request for the object.</param>
/// <param name="limit">How long a read may wait for data.</param>
/// <param name="time">The clock for the limit.</param>
internal sealed class S3ObjectStream(S3Connection connection, GetObjectRequest request, TimeSpan limit, TimeProvider time) : Stream
{
    private const int HeadLength = 64;

    private GetObjectResponse? _response;
    private byte[] _head = [];
    private long _length;
    private long _responseAt;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>Requests the object. Must be called once, before the first read.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _response = await connection.CallAsync((client, token) => client.GetObjectAsync(request, token), answer => answer.ETag, cancellationToken);
        _length = _response.ContentLength;
        var head = new byte[Math.Min(HeadLength, _length)];
        for (var read = 0; read < head.Length; read = (int)Position)
        {
            Position += await ReadAsync(head.AsMemory(read), cancellationToken);
        }

        (_head, Position) = (head, 0);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= _length || buffer.IsEmpty)
        {
            return 0;
        }

        var read = Position < _head.Length ? FromHead(buffer.Span) : await FromStoreAsync(buffer, cancellationToken);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("S3 objects are read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => _length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int FromHead(Span<byte> buffer)
    {
        var left = _head.AsSpan((int)Position);
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        return count;
    }

    private async Task<int> FromStoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_response is null || _responseAt != Position)
        {
            await GoAsync(cancellationToken);
        }

        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var read = await _response!.ResponseStream.ReadAsync(buffer, either.Token);
            _responseAt += read;
            return read > 0 ? read : throw S3Faults.Cut();
        }
        catch (Exception exception) when (S3Faults.Is(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested ? S3Faults.Late(limit, exception) : S3Faults.Translate(exception);
        }
    }

    private async Task GoAsync(CancellationToken cancellationToken)
    {
        _response?.Dispose();
        _response = null;
        var from = Position;
        var rest = new GetObjectRequest { BucketName = request.BucketName, Key = request.Key, ByteRange = new ByteRange(from, _length - 1) };
        _response = await connection.CallAsync((client, token) => client.GetObjectAsync(rest, token), answer => answer.ETag, cancellationToken);
        _responseAt = from;
    }
}
