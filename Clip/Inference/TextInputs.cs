using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Inference;

/// <summary>The inputs of a text tower: the ids, and a mask and token types if the graph asks for them.</summary>
internal sealed class TextInputs
{
    private readonly GraphPort _ids;
    private readonly (GraphPort Port, Cell Value, int Fill)[] _all;

    public TextInputs(TowerSession session, ClipTokenizer tokenizer)
    {
        var pad = tokenizer.PadId;
        // open_clip takes the mask from the ids, so that a pad token in a text is left out too; other libraries from the length.
        Cell mask = tokenizer.MasksPadIds ? (text, at) => text[at] == pad ? 0 : 1 : static (_, _) => 1;
        _ids = session.Require("input_ids", "text");
        List<(GraphPort, Cell, int)> all = [(_ids, static (text, at) => text[at], pad)];
        AddIf(session.Find("attention_mask"), mask);
        AddIf(session.Find("token_type_ids"), static (_, _) => 0);
        _all = [.. all];
        foreach (var (port, _, _) in all)
        {
            port.RequireType(TensorElementType.Int64, TensorElementType.Int32);
            port.RequireShape(-1, tokenizer.ContextLength);
            _ = port.FixedBatch;
        }

        Names = [.. _all.Select(static one => one.Port.Name)];
        session.RefuseOthers(Names);

        void AddIf(GraphPort? port, Cell value)
        {
            if (port is not null)
            {
                all.Add((port, value, 0));
            }
        }
    }

    private delegate int Cell(ReadOnlySpan<int> text, int at);

    public string[] Names { get; }

    /// <summary>How many texts a run takes: 1, or null if any number.</summary>
    public int? FixedBatch => _ids.FixedBatch;

    /// <summary>The only length that the graph takes, or null if any.</summary>
    public int? FixedLength => _ids.Shape[1] < 0 ? null : _ids.Shape[1];

    /// <summary>The values of a batch, padded to a length.</summary>
    public OrtValue[] Of(ReadOnlyMemory<int>[] batch, int length) => [.. _all.Select(one => Matrix(one.Port, batch, length, one.Value, one.Fill))];

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
}
