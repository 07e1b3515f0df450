using Microsoft.ML.OnnxRuntime;

namespace Txt2Image.Bench.Exports;

/// <summary>A tower's graph in a session of ONNX Runtime, without the product: what a program around it could reach.</summary>
internal sealed class RawTower : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string _input;
    private readonly string _output;

    public RawTower(string graph, int threads)
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        _session = new(graph, options);
        (_input, _output) = (_session.InputMetadata.Keys.Single(), _session.OutputMetadata.Keys.First());
    }

    public void Run<T>(T[] values, params long[] shape)
        where T : unmanaged
    {
        using var value = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var results = _session.Run(_run, [_input], [value], [_output]);
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
