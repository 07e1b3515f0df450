using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Inference;

/// <summary>A tower's session: runs batches, split if the graph fixes the batch size, and reads the embeddings.</summary>
internal sealed class TowerSession : IDisposable
{
    private readonly DeviceName _device;
    private readonly string _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly EmbeddingOutput _output;

    /// <param name="model">The model.</param>
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="options">How it runs.</param>
    public TowerSession(ClipModel model, string tower, DeviceName device, InferenceOptions options)
    {
        var graph = tower == "text" ? model.TextGraph : model.VisionGraph;
        _graph = graph.Path;
        _device = device;
        _session = Sessions.Open(graph, device, options);
        try
        {
            _output = new(_session, _graph, EmbeddingNames.Of(tower, model.PoolerIsEmbedding), model);
            RunsAlone = OnnxFile.Read(_graph).Model.Graph.Node.Any(static node => node.OpType == "DynamicQuantizeLinear");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether each input needs a run of its own: the graph scales its activations by the largest of the whole batch, so neighbours and padding would
    /// change an embedding.
    /// </summary>
    public bool RunsAlone { get; }

    /// <summary>The first input with one of these names; if there is none, throws an error that lists the graph's inputs.</summary>
    public GraphPort Require(params ReadOnlySpan<string> names) =>
        Find(names) ?? throw new ModelException(
            $"{_graph}: the graph has no input {string.Join(" or ", names.ToArray())}; it has {string.Join(", ", _session.InputNames)}.");

    public GraphPort? Find(params ReadOnlySpan<string> names) => GraphPort.Input(_session, _graph, names);

    /// <summary>Rejects a graph that has inputs besides those that a tower feeds.</summary>
    public void RefuseOthers(params string?[] fed)
    {
        if (_session.InputNames.FirstOrDefault(name => !fed.Contains(name, StringComparer.Ordinal)) is { } other)
        {
            throw new ModelException($"{_graph}: the graph has an input {other}, which is not supported.");
        }
    }

    /// <summary>Runs one batch.</summary>
    public void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        IDisposableReadOnlyCollection<OrtValue> outputs;
        try
        {
            outputs = _session.Run(_run, names, inputs, [_output.Name]);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"{_graph}: a batch of {results.Length} failed on {_device} ({exception.Message.Trim()}).", exception);
        }
        using (outputs)
        {
            _output.Read(outputs[0], results);
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
