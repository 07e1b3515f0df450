using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Inference.Triton;
using Txt2Image.Clip.Inference.Triton.Wire;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>
/// Plays a Triton server: runs ONNX graphs over HTTP/2 by the inference protocol. It has the models that a test loads, and fails where it says so.
/// </summary>
internal sealed class TritonServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TritonServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>The graphs, by the names of their models.</summary>
    public ConcurrentDictionary<string, InferenceSession> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>The shape of the first input of each request.</summary>
    public ConcurrentQueue<long[]> Shapes { get; } = new();

    /// <summary>What the next inferences answer instead of running, in turn.</summary>
    public ConcurrentQueue<RpcException> Failures { get; } = new();

    /// <summary>An inference waits for this.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>Changes an answer before it is sent.</summary>
    public Action<ModelInferResponse> Change { get; set; } = _ => { };

    public static async Task<TritonServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        TritonServer? server = null;
        builder.Services.AddSingleton(_ => server!);
        var app = builder.Build();
        server = new TritonServer(app);
        app.MapGrpcService<Service>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public void Load(string name, string graph) => Models[name] = new InferenceSession(graph);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var session in Models.Values)
        {
            session.Dispose();
        }
    }

    private sealed class Service(TritonServer server) : GRPCInferenceService.GRPCInferenceServiceBase
    {
        public override Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context) =>
            Task.FromResult(new ModelReadyResponse { Ready = server.Models.ContainsKey(request.Name) });

        public override Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context)
        {
            var session = Find(request.Name);
            var response = new ModelMetadataResponse { Name = request.Name, Platform = "onnxruntime_onnx" };
            response.Inputs.AddRange(session.InputMetadata.Select(Describe));
            response.Outputs.AddRange(session.OutputMetadata.Select(Describe));
            return Task.FromResult(response);
        }

        public override async Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context)
        {
            server.Shapes.Enqueue([.. request.Inputs[0].Shape]);
            await server.Before.WaitAsync(context.CancellationToken);
            if (server.Failures.TryDequeue(out var failure))
            {
                throw failure;
            }

            var response = Run(Find(request.ModelName), request);
            server.Change(response);
            return response;
        }

        private static ModelInferResponse Run(InferenceSession session, ModelInferRequest request)
        {
            var inputs = new Dictionary<string, OrtValue>(StringComparer.Ordinal);
            for (var i = 0; i < request.Inputs.Count; i++)
            {
                var input = request.Inputs[i];
                var value = OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance, TritonTypes.Parse(input.Datatype, input.Name), [.. input.Shape]);
                request.RawInputContents[i].Span.CopyTo(value.GetTensorMutableRawData());
                inputs[input.Name] = value;
            }

            using var options = new RunOptions();
            string[] names = [.. request.Outputs.Select(output => output.Name)];
            using var outputs = session.Run(options, inputs, names);
            var response = new ModelInferResponse { ModelName = request.ModelName };
            foreach (var (name, output) in names.Zip(outputs))
            {
                var type = output.GetTensorTypeAndShape();
                response.Outputs.Add(new InferTensor { Name = name, Datatype = TritonTypes.NameOf(type.ElementDataType), Shape = { type.Shape } });
                response.RawOutputContents.Add(ByteString.CopyFrom(output.GetTensorMutableRawData()));
            }

            return response;
        }

        private static TensorMetadata Describe(KeyValuePair<string, NodeMetadata> port) => new()
        {
            Name = port.Key,
            Datatype = TritonTypes.NameOf(port.Value.ElementDataType),
            Shape = { port.Value.Dimensions.Select(length => (long)length) },
        };

        private InferenceSession Find(string name) => server.Models.GetValueOrDefault(name)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"Request for unknown model: '{name}' is not found"));
    }
}
