using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>Reads a tower's projected embeddings as float32 unit vectors.</summary>
internal sealed class EmbeddingOutput
{
    private readonly GraphPort _port;
    private readonly int _dimension;

    /// <param name="outputs">The graph's outputs.</param>
    /// <param name="graph">Where it is, for messages.</param>
    /// <param name="names">The names that exporters give this output.</param>
    /// <param name="model">The model, which says how long its embeddings are.</param>
    public EmbeddingOutput(GraphPorts outputs, string graph, string[] names, ClipModel model)
    {
        _port = outputs.Find(names) ?? throw new ModelException(
            $"{graph}: the graph has no output {string.Join(" or ", names)}; it has {string.Join(", ", outputs.Names)}. " +
            "pooler_output (but for SigLIP) and last_hidden_state are not projected into the space that texts and images share.");
        _port.RequireType(TensorElementType.Float, TensorElementType.Float16);
        _port.RequireShape(-1, -1);
        if (_port.Shape[1] is var found and >= 0 && found != model.Dimension)
        {
            throw _port.Wrong($"its embeddings have {found} values, but {model.DimensionSource}");
        }

        _dimension = model.Dimension;
    }

    public string Name => _port.Name;

    /// <exception cref="ModelException">The shape does not match the batch, or a vector is zero or not finite.</exception>
    public void Read(OrtValue value, Span<float[]> results)
    {
        var shape = value.GetTensorTypeAndShape().Shape;
        if (shape.Length != 2 || shape[0] != results.Length || shape[1] != _dimension)
        {
            throw _port.Wrong($"a run returned the shape [{string.Join(", ", shape)}]; expected [{results.Length}, {_dimension}]");
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new float[_dimension];
            Copy(value, i * _dimension, results[i]);
            Normalize(results[i]);
        }
    }

    private void Copy(OrtValue value, int from, float[] vector)
    {
        if (_port.Type == TensorElementType.Float)
        {
            value.GetTensorDataAsSpan<float>().Slice(from, vector.Length).CopyTo(vector);
            return;
        }

        var halves = MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>()).Slice(from, vector.Length);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)halves[i];
        }
    }

    private void Normalize(float[] vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        if (!double.IsFinite(sum) || sum <= 0)
        {
            throw new ModelException($"{_port.Graph}: {_port.Name} returned an embedding that is {(sum == 0 ? "zero" : "not finite")}.");
        }

        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(vector[i] * scale);
        }
    }
}
