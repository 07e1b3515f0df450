using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>A tower's session: runs batches, in parts where the graph fixes their size, and reads the embeddings.</summary>
internal sealed class TowerSession : IDisposable
{
    private readonly DeviceName _device;
    private readonly string _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly EmbeddingOutput _output;

    public TowerSession(string graph, string projected, int dimension, DeviceName device, InferenceOptions options)
    {
        _graph = graph;
        _device = device;
        _session = Sessions.Open(graph, device, options);
        try
        {
            _output = new(_session, graph, projected, dimension);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The input of one of the names, first found; none is an error that lists what there is.</summary>
    public GraphPort Require(params ReadOnlySpan<string> names) =>
        Find(names) ?? throw new ModelException(
            $"{_graph}: has no input {string.Join(" or ", names.ToArray())}, but {string.Join(", ", _session.InputNames)}.");

    public GraphPort? Find(params ReadOnlySpan<string> names) => GraphPort.Input(_session, _graph, names);

    /// <summary>Refuses a graph that asks for more than a tower feeds.</summary>
    public void RefuseOthers(params string?[] fed)
    {
        if (_session.InputNames.FirstOrDefault(name => !fed.Contains(name, StringComparer.Ordinal)) is { } other)
        {
            throw new ModelException($"{_graph}: asks for the input {other}, which is not built.");
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
            throw new ModelException($"{_graph}: a run of {results.Length} on {_device} failed ({exception.Message.Trim()}).", exception);
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
