using Grpc.Core;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>One call of the store: the time it has, and the calls of the server that it takes.</summary>
internal sealed class Operation : IDisposable
{
    private readonly Metadata _headers;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly long _began;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public Operation(Metadata headers, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _headers = headers;
        _limit = limit;
        _time = time;
        _caller = cancellationToken;
        _began = time.GetTimestamp();
        _deadline = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
    }

    /// <summary>What the server is told about the time left: whole seconds, at least one.</summary>
    public ulong Seconds => (ulong)Math.Max(1, Math.Ceiling(Left.TotalSeconds));

    private TimeSpan Left => _limit - _time.GetElapsedTime(_began);

    /// <summary>Calls the server, again where that may help.</summary>
    /// <param name="send">Sends the call.</param>
    /// <param name="repeatable">Whether it does no harm to send it twice.</param>
    /// <exception cref="StoreException">The server refuses, or there was no answer in time.</exception>
    public async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> send, bool repeatable = true)
    {
        for (var retries = 0; ; retries++)
        {
            try
            {
                using var call = send(Options());
                return await call.ResponseAsync;
            }
            catch (RpcException exception)
            {
                if (_caller.IsCancellationRequested)
                {
                    throw new OperationCanceledException("The caller does not wait any longer.", exception, _caller);
                }

                if (exception.StatusCode == StatusCode.DeadlineExceeded || _deadline.IsCancellationRequested)
                {
                    throw QdrantFaults.Late(_limit, exception);
                }

#pragma warning disable CA5394 // It spreads tries in time; nobody is to be kept from guessing it.
                var pause = repeatable ? RetryPolicy.PauseBefore(exception.StatusCode, exception.Trailers, retries, Random.Shared.NextDouble()) : null;
#pragma warning restore CA5394
                if (pause is not { } wait || wait >= Left)
                {
                    throw QdrantFaults.Translate(exception);
                }

                await PauseAsync(wait);
            }
        }
    }

    /// <summary>Writes, and sees to it that the server has done it and not only taken note.</summary>
    public async Task WriteAsync(Func<CallOptions, AsyncUnaryCall<Wire.PointsOperationResponse>> send)
    {
        var response = await CallAsync(send);
        if (response.Result?.Status != Wire.UpdateStatus.Completed)
        {
            throw QdrantFaults.NotDone();
        }
    }

    /// <summary>Waits, but not beyond the time there is.</summary>
    public async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _either.Token);
        }
        catch (OperationCanceledException exception) when (!_caller.IsCancellationRequested)
        {
            throw QdrantFaults.Late(_limit, exception);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }

    // The server counts in its own clock what is left, so this one is the wall's, whatever clock counts the operation.
    private CallOptions Options() => new(_headers, (TimeProvider.System.GetUtcNow() + Left).UtcDateTime, _either.Token);
}
