using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>A tower as something that runs batches of tensors, and reads the embeddings: ONNX Runtime in this process, or a Triton server.</summary>
internal abstract class TowerSession : IDisposable
{
    private readonly string _name;
    private readonly GraphPorts _inputs;
    private readonly EmbeddingOutput _output;

    /// <param name="name">Where the graph is, for messages.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="model">The model.</param>
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    protected TowerSession(string name, GraphPorts inputs, GraphPorts outputs, ClipModel model, string tower)
    {
        _name = name;
        _inputs = inputs;
        _output = new(outputs, name, EmbeddingNames.Of(tower, model.PoolerIsEmbedding), model);
    }

    /// <summary>
    /// Whether each input needs a run of its own: the graph scales its activations by the largest of the whole batch, so neighbours and padding would
    /// change an embedding.
    /// </summary>
    public virtual bool RunsAlone => false;

    /// <summary>The name of the output with the embeddings.</summary>
    protected string OutputName => _output.Name;

    /// <summary>The first input with one of these names; if there is none, throws an error that lists the graph's inputs.</summary>
    public GraphPort Require(params ReadOnlySpan<string> names) =>
        Find(names) ?? throw new ModelException(
            $"{_name}: the graph has no input {string.Join(" or ", names.ToArray())}; it has {string.Join(", ", _inputs.Names)}.");

    public GraphPort? Find(params ReadOnlySpan<string> names) => _inputs.Find(names);

    /// <summary>Rejects a graph that has inputs besides those that a tower feeds.</summary>
    public void RefuseOthers(params string?[] fed)
    {
        if (_inputs.Names.FirstOrDefault(name => !fed.Contains(name, StringComparer.Ordinal)) is { } other)
        {
            throw new ModelException($"{_name}: the graph has an input {other}, which is not supported.");
        }
    }

    /// <summary>To which length texts are padded, if padding does not change them.</summary>
    /// <param name="longest">The longest text of the batch.</param>
    /// <param name="context">The most.</param>
    public virtual int LengthFor(int longest, int context) => longest;

    /// <summary>A batch, filled up with its last item to a number of items that the session prefers.</summary>
    public T[] FillUp<T>(T[] batch) => BatchFor(batch.Length) - batch.Length is > 0 and var more
        ? [.. batch, .. Enumerable.Repeat(batch[^1], more)]
        : batch;

    /// <summary>Runs a batch that was filled up, and drops the results of what was added.</summary>
    /// <param name="names">The inputs.</param>
    /// <param name="inputs">Their values, in the same order.</param>
    /// <param name="results">The embeddings are written here, one for each item of the batch itself.</param>
    public void RunFilled(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        var all = new float[BatchFor(results.Length)][];
        Run(names, inputs, all);
        all.AsSpan(0, results.Length).CopyTo(results);
    }

    /// <summary>Runs one batch.</summary>
    /// <param name="names">The inputs.</param>
    /// <param name="inputs">Their values, in the same order.</param>
    /// <param name="results">The embeddings are written here, one for each row.</param>
    public abstract void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results);

    public abstract void Dispose();

    /// <summary>The number of items that a batch of this many is filled up to.</summary>
    protected virtual int BatchFor(int count) => count;

    protected void Read(OrtValue output, Span<float[]> results) => _output.Read(output, results);
}
