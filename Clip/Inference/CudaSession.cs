using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// A tower on an NVIDIA device. Batches have few shapes, so that kernels are chosen and memory is reserved for few. Inputs and outputs are bound, so
/// that the runtime copies each once and waits for the device once a batch.
/// </summary>
internal sealed class CudaSession(ClipModel model, string tower, InferenceSession session, string graph, DeviceName device)
    : OnnxSession(model, tower, session, graph, device)
{
    public override int LengthFor(int longest, int context) => ShapeBuckets.Length(longest, context);

    /// <summary>A graph that runs each item alone has one shape anyway.</summary>
    protected override int BatchFor(int count) => RunsAlone ? count : ShapeBuckets.Batch(count);

    protected override IDisposableReadOnlyCollection<OrtValue> Infer(
        InferenceSession session, RunOptions options, IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs)
    {
        using var binding = session.CreateIoBinding();
        for (var i = 0; i < names.Count; i++)
        {
            binding.BindInput(names[i], inputs[i]);
        }

        binding.BindOutputToDevice(OutputName, OrtMemoryInfo.DefaultInstance);
        binding.SynchronizeBoundInputs();
        return session.RunWithBoundResults(options, binding);
    }
}
