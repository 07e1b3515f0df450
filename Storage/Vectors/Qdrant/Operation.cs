using Grpc.Core;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>One call of the store: its deadline and the server calls made for it.</summary>
internal sealed class Operation : IDisposable
{
    private readonly OperationTerms _terms;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly long _began;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public Operation(OperationTerms terms, TimeProvider time, CancellationToken cancellationToken)
    {
        _terms = terms;
        _time = time;
        _caller = cancellationToken;
        _began = time.GetTimestamp();
        _deadline = new CancellationTokenSource(terms.Limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
    }

    /// <summary>The remaining time that is sent to the server: whole seconds, at least one.</summary>
    public ulong Seconds => (ulong)Math.Max(1, Math.Ceiling(Left.TotalSeconds));

    private TimeSpan Left => _terms.Limit - _time.GetElapsedTime(_began);

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
                using var call = send(Options(canTryOthers: repeatable && _terms.HasSeveralNodes && retries < RetryPolicy.MostRetries));
                return await call.ResponseAsync;
            }
            catch (RpcException exception)
            {
                if (_caller.IsCancellationRequested)
                {
                    throw new OperationCanceledException("The caller cancelled.", exception, _caller);
                }

                var isLate = _deadline.IsCancellationRequested || Left <= TimeSpan.Zero;
                if (isLate || (exception.StatusCode == StatusCode.DeadlineExceeded && !(repeatable && _terms.HasSeveralNodes)))
                {
                    throw QdrantFaults.Late(_terms.Limit, exception);
                }

                if (exception.StatusCode == StatusCode.DeadlineExceeded)
                {
                    // This node hangs: the next one is tried at once.
                    continue;
                }

#pragma warning disable CA5394 // It only spreads retries in time and need not be unpredictable.
                var pause = repeatable
                    ? RetryPolicy.PauseBefore(exception.StatusCode, exception.Trailers, retries, Random.Shared.NextDouble(), _terms.IsPatient)
                    : null;
#pragma warning restore CA5394
                if (pause is not { } wait || wait >= Left)
                {
                    throw QdrantFaults.Translate(exception, _terms.Server);
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
            throw QdrantFaults.Late(_terms.Limit, exception);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }

    /// <summary>A call that other nodes could answer too leaves time for them.</summary>
    private CallOptions Options(bool canTryOthers)
    {
        // The deadline goes to the server, so it uses the wall clock, whatever clock times the operation.
        var end = TimeProvider.System.GetUtcNow() + (canTryOthers ? Left / 2 : Left);
        return new CallOptions(_terms.Headers, end.UtcDateTime, _either.Token);
    }
}

/// <summary>The terms of a store's call.</summary>
/// <param name="Server">The server's addresses, for messages.</param>
/// <param name="Headers">What every server call carries.</param>
/// <param name="Limit">The time for all server calls and their retries.</param>
/// <param name="HasSeveralNodes">Whether a call that one node does not answer can be answered by another.</param>
/// <param name="IsPatient">Whether a server call is retried for as long as there is time.</param>
internal sealed record OperationTerms(string Server, Metadata Headers, TimeSpan Limit, bool HasSeveralNodes, bool IsPatient);
