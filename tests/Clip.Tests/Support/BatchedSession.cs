using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>A tower that runs every batch as a whole, even where the product would run each item alone.</summary>
internal sealed class BatchedSession : TowerSession
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private BatchedSession(ClipModel model, string tower, InferenceSession session)
        : base(tower, GraphPorts.Of(session.InputMetadata, tower), GraphPorts.Of(session.OutputMetadata, tower), model, tower) => _session = session;

    public static BatchedSession Open(ClipModel model, string tower, int threads = 1)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        return new(model, tower, new InferenceSession((tower == "text" ? model.TextGraph : model.VisionGraph).Path, options));
    }

    public override void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        using var outputs = _session.Run(_run, names, inputs, [OutputName]);
        Read(outputs[0], results);
    }

    public override void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
