using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>Turns token ids into embeddings. A batch is padded to its longest text, or to the graph's fixed length.</summary>
internal sealed class TextTower : IDisposable
{
    private readonly TowerSession _session;
    private readonly GraphPort _ids;
    private readonly GraphPort? _mask;
    private readonly int _context;
    private readonly int _pad;

    public TextTower(ClipModel model, DeviceName device, InferenceOptions options)
    {
        _session = new(model.TextGraph, "text_embeds", model.Dimension, device, options);
        _context = model.ContextLength;
        _pad = model.Tokenizer.PadId;
        try
        {
            _ids = _session.Require("input_ids", "text");
            _mask = _session.Find("attention_mask");
            foreach (var port in new[] { _ids, _mask }.OfType<GraphPort>())
            {
                port.RequireType(TensorElementType.Int64, TensorElementType.Int32);
                port.RequireShape(-1, _context);
                _ = port.FixedBatch;
            }

            _session.RefuseOthers(_ids.Name, _mask?.Name);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Whether the graph takes texts of different lengths, so that padding can matter.</summary>
    public bool TakesAnyLength => _ids.Shape[1] < 0;

    public float[][] Encode(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        foreach (var sequence in sequences)
        {
            if (sequence.Length < 2 || sequence.Length > _context)
            {
                throw new ArgumentException($"A text has {sequence.Length} tokens; expected 2 to {_context}.", nameof(sequences));
            }
        }

        var results = new float[sequences.Count][];
        var step = _ids.FixedBatch ?? Math.Max(sequences.Count, 1);
        for (var i = 0; i < sequences.Count; i += step)
        {
            Run([.. sequences.Skip(i).Take(step)], results.AsSpan(i, step));
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private void Run(ReadOnlyMemory<int>[] batch, Span<float[]> results)
    {
        var length = TakesAnyLength ? batch.Max(static text => text.Length) : _ids.Shape[1];
        using var ids = Matrix(_ids, batch, length, static (text, at) => text[at], _pad);
        using var mask = _mask is null ? null : Matrix(_mask, batch, length, static (_, _) => 1, 0);
        if (mask is null)
        {
            _session.Run([_ids.Name], [ids], results);
        }
        else
        {
            _session.Run([_ids.Name, _mask!.Name], [ids, mask], results);
        }
    }

    /// <summary>One row per text, padded to the length.</summary>
    private static OrtValue Matrix(GraphPort port, ReadOnlyMemory<int>[] batch, int length, Cell cell, int fill)
    {
        var values = new int[batch.Length * length];
        for (var row = 0; row < batch.Length; row++)
        {
            var text = batch[row].Span;
            for (var at = 0; at < length; at++)
            {
                values[(row * length) + at] = at < text.Length ? cell(text, at) : fill;
            }
        }

        long[] shape = [batch.Length, length];
        return port.Type == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, static value => (long)value), shape);
    }

    private delegate int Cell(ReadOnlySpan<int> text, int at);
}
