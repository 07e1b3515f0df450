using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Txt2Image.Clip.Inference.Triton.Wire;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>
/// Calls a Triton server, or another one that speaks the inference protocol version 2. Every call has a deadline. A call may be repeated, so a
/// connection that breaks is tried again within the deadline.
/// </summary>
internal sealed class TritonConnection : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly GrpcChannel _channel;
    private readonly GRPCInferenceService.GRPCInferenceServiceClient _client;
    private readonly TimeSpan _deadline;

    public TritonConnection(Uri address, TimeSpan deadline)
    {
        Address = address;
        _deadline = deadline;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(2),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            UseProxy = false,
        };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
            HttpVersion = HttpVersion.Version20,
        });
        _client = new GRPCInferenceService.GRPCInferenceServiceClient(_channel);
    }

    /// <summary>The deadline goes to the server, so it uses the wall clock.</summary>
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The server's address.</summary>
    public Uri Address { get; }

    /// <summary>Whether the server has loaded a model and can run it.</summary>
    public bool IsReady(string model) => Call(options => _client.ModelReady(new ModelReadyRequest { Name = model }, options)).Ready;

    /// <summary>A model's inputs and outputs.</summary>
    public ModelMetadataResponse Describe(string model) => Call(options => _client.ModelMetadata(new ModelMetadataRequest { Name = model }, options));

    /// <summary>Runs a batch.</summary>
    public ModelInferResponse Infer(ModelInferRequest request) => Call(options => _client.ModelInfer(request, options));

    public void Dispose() => _channel.Dispose();

    /// <exception cref="TowersUnavailableException">The server is busy, or did not answer in time.</exception>
    /// <exception cref="ModelException">The server does not have the model, or rejects the input.</exception>
    private T Call<T>(Func<CallOptions, T> call)
    {
        var end = Now + _deadline;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return call(new CallOptions(deadline: end.UtcDateTime));
            }
            catch (RpcException exception)
            {
                if (!TritonFaults.CanPass(exception) || Now + pause >= end)
                {
                    throw TritonFaults.Translate(exception, Address, _deadline);
                }

                Thread.Sleep(pause);
            }
        }
    }
}
