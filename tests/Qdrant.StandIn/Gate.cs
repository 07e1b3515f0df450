using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>Handles every call first: checks the key, logs the call, and injects planned failures.</summary>
internal sealed class Gate(StandInOptions options, Faults faults, CallLog calls) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var method = context.Method["/qdrant.".Length..];
        if (method == "Qdrant/HealthCheck")
        {
            return await continuation(request, context);
        }

        if (options.ApiKey is not null && context.RequestHeaders.GetValue("api-key") != options.ApiKey)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "Must provide an API key or an Authorization bearer token"));
        }

        calls.Add(new Call(method, (IMessage)request, context.Deadline < DateTime.MaxValue));
        var fault = faults.Take(method);
        var delay = fault is { Hangs: true } ? Timeout.InfiniteTimeSpan : faults.Delay;
        if (delay != TimeSpan.Zero)
        {
            await Task.Delay(delay, context.CancellationToken);
        }

        if (fault is { Code: not StatusCode.OK, Afterwards: false })
        {
            throw Failure(fault);
        }

        var response = await continuation(request, context);
        if (fault is { Code: not StatusCode.OK })
        {
            throw Failure(fault);
        }

        if (fault is { NotFinished: true } && response is Wire.PointsOperationResponse write)
        {
            write.Result.Status = Wire.UpdateStatus.WaitTimeout;
        }

        return response;
    }

    private static RpcException Failure(Faults.Planned fault)
    {
        var trailers = new Metadata();
        if (fault.RetryAfter is not null)
        {
            trailers.Add("retry-after", fault.RetryAfter);
        }

        return new RpcException(new Status(fault.Code, "planned"), trailers);
    }
}
