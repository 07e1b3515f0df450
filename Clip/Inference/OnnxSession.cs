using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Inference;

/// <summary>A tower on ONNX Runtime in this process.</summary>
internal class OnnxSession : TowerSession
{
    private readonly DeviceName _device;
    private readonly string _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    protected OnnxSession(ClipModel model, string tower, InferenceSession session, string graph, DeviceName device)
        : base(graph, GraphPorts.Of(session.InputMetadata, graph), GraphPorts.Of(session.OutputMetadata, graph), model, tower)
    {
        _graph = graph;
        _device = device;
        _session = session;
        RunsAlone = ScalesByBatch(graph);
    }

    public sealed override bool RunsAlone { get; }

    /// <param name="model">The model.</param>
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="options">How it runs.</param>
    public static OnnxSession Open(ClipModel model, string tower, DeviceName device, InferenceOptions options)
    {
        var graph = tower == "text" ? model.TextGraph : model.VisionGraph;
        IntegerProducts.Require(graph.Path, options.ProductsOverflow);
        var session = Sessions.Open(graph, device, options);
        try
        {
            return device.IsCuda
                ? new CudaSession(model, tower, session, graph.Path, device)
                : new OnnxSession(model, tower, session, graph.Path, device);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether a graph scales its activations by the largest of a whole batch.</summary>
    public static bool ScalesByBatch(string graph) =>
        OnnxFile.Read(graph).Model.Graph.Node.Any(static node => node.OpType == "DynamicQuantizeLinear");

    public sealed override void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        IDisposableReadOnlyCollection<OrtValue> outputs;
        try
        {
            outputs = Infer(_session, _run, names, inputs);
        }
        catch (OnnxRuntimeException exception) when (DeviceMemory.IsShort(exception))
        {
            throw new DeviceMemoryException($"{_graph}: a batch of {results.Length} does not fit in the memory of {_device}.", exception);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"{_graph}: a batch of {results.Length} failed on {_device} ({exception.Message.Trim()}).", exception);
        }

        using (outputs)
        {
            Read(outputs[0], results);
        }
    }

    public sealed override void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>Runs the session. Inputs and outputs are in the process's memory.</summary>
    protected virtual IDisposableReadOnlyCollection<OrtValue> Infer(
        InferenceSession session, RunOptions options, IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs) =>
        session.Run(options, names, inputs, [OutputName]);
}
