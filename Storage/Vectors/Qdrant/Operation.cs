using Grpc.Core;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>One call of the store: its deadline and the server calls made for it.</summary>
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

    /// <summary>The remaining time that is sent to the server: whole seconds, at least one.</summary>
    public ulong Seconds => (ulong)Math.Max(1, Math.Ceiling(Left.TotalSeconds));

    private TimeSpan Left => _limit - _time.GetElapsedTime(_began);

    /// <summary>Calls the server, with retries where they can help.</summary>
    /// <param name="send">Sends the call.</param>
    /// <param name="repeatable">Whether it is safe to send the call twice.</param>
    /// <exception cref="StoreException">The server rejected the call or did not respond in time.</exception>
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
                    throw new OperationCanceledException("The caller cancelled.", exception, _caller);
                }

                if (exception.StatusCode == StatusCode.DeadlineExceeded || _deadline.IsCancellationRequested)
                {
                    throw QdrantFaults.Late(_limit, exception);
                }

#pragma warning disable CA5394 // It only spreads retries in time and need not be unpredictable.
                var pause = repeatable
                    ? RetryPolicy.PauseBefore(exception.StatusCode, exception.Trailers, retries, Random.Shared.NextDouble()) : null;
#pragma warning restore CA5394
                if (pause is not { } wait || wait >= Left)
                {
                    throw QdrantFaults.Translate(exception);
                }

                await PauseAsync(wait);
            }
        }
    }

    /// <summary>Writes, and checks that the server has applied the write and not only accepted it.</summary>
    public async Task WriteAsync(Func<CallOptions, AsyncUnaryCall<Wire.PointsOperationResponse>> send)
    {
        var response = await CallAsync(send);
        if (response.Result?.Status != Wire.UpdateStatus.Completed)
        {
            throw QdrantFaults.NotDone();
        }
    }

    /// <summary>Waits, but not beyond the deadline.</summary>
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

    // The deadline goes to the server, so it uses the wall clock, whatever clock times the operation.
    private CallOptions Options() => new(_headers, (TimeProvider.System.GetUtcNow() + Left).UtcDateTime, _either.Token);
}
