using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Turns token ids into embeddings. A batch is padded to its longest text, or, if padding would change an embedding, to the whole context.
/// </summary>
internal sealed class TextTower : IDisposable
{
    private readonly TowerSession _session;
    private readonly TextInputs _inputs;
    private readonly int _context;
    private readonly int _least;

    /// <param name="model">The model.</param>
    /// <param name="session">What runs it. The tower disposes of it.</param>
    public TextTower(ClipModel model, TowerSession session)
    {
        _session = session;
        _context = model.ContextLength;
        _least = model.Tokenizer.PadsToContext ? _context : 2;
        try
        {
            _inputs = new(_session, model.Tokenizer);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Whether the graph takes texts of different lengths together, so that padding can matter.</summary>
    public bool Pads => _inputs.FixedLength is null && _least < _context && !_session.RunsAlone;

    /// <summary>Whether every text is padded to the context, as <see cref="FirstRun"/> found that it must be.</summary>
    public bool PadsToContext { get; set; }

    public float[][] Encode(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        foreach (var sequence in sequences)
        {
            if (sequence.Length < _least || sequence.Length > _context)
            {
                throw new ArgumentException($"A text has {sequence.Length} tokens; expected {_least} to {_context}.", nameof(sequences));
            }
        }

        var results = new float[sequences.Count][];
        var step = _session.RunsAlone ? 1 : _inputs.FixedBatch ?? Math.Max(sequences.Count, 1);
        for (var i = 0; i < sequences.Count; i += step)
        {
            Run([.. sequences.Skip(i).Take(step)], results.AsSpan(i, step));
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private int LengthFor(int longest) => Pads ? _session.LengthFor(longest, _context) : longest;

    private void Run(ReadOnlyMemory<int>[] batch, Span<float[]> results)
    {
        var length = _inputs.FixedLength ?? (PadsToContext ? _context : LengthFor(batch.Max(static text => text.Length)));
        var values = _inputs.Of(_session.FillUp(batch), length);
        try
        {
            _session.RunFilled(_inputs.Names, values, results);
        }
        finally
        {
            Array.ForEach(values, static value => value.Dispose());
        }
    }
}
