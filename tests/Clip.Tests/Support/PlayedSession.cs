using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>A tower whose embeddings are unit vectors at an angle that a test gives, by the number of items and the length of a run.</summary>
internal sealed class PlayedSession : TowerSession
{
    private readonly int _dimension;
    private readonly Func<int, int, double> _angle;

    private PlayedSession(ClipModel model, string tower, GraphPort[] inputs, string output, Func<int, int, double> angle)
        : base(
            tower,
            new GraphPorts([.. inputs.Select(input => input.Name)], inputs),
            new GraphPorts([output], [new GraphPort(tower, output, TensorElementType.Float, [-1, -1])]),
            model,
            tower)
    {
        _dimension = model.Dimension;
        _angle = angle;
    }

    /// <summary>The integers of the last run, by input.</summary>
    public Dictionary<string, long[]> Inputs { get; } = [];

    public static PlayedSession Text(ClipModel model, Func<int, int, double>? angle = null) => new(
        model,
        "text",
        [.. new[] { "input_ids", "attention_mask" }.Select(name => new GraphPort("text", name, TensorElementType.Int64, [-1, -1]))],
        "text_embeds",
        angle ?? ((_, _) => 0));

    public static PlayedSession Vision(ClipModel model, Func<int, int, double>? angle = null) => new(
        model,
        "image",
        [new GraphPort("image", "pixel_values", TensorElementType.Float, [-1, 3, model.Tile.Size, model.Tile.Size])],
        "image_embeds",
        angle ?? ((_, _) => 0));

    /// <summary>An image tower that takes tiles as they are.</summary>
    public static PlayedSession Tiles(ClipModel model) => new(
        model,
        "image",
        [new GraphPort("image", "pixel_values", TensorElementType.UInt8, [-1, model.Tile.Size, model.Tile.Size, 3])],
        "image_embeds",
        (_, _) => 0);

    public override void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        var first = inputs[0].GetTensorTypeAndShape();
        for (var i = 0; i < names.Count; i++)
        {
            Inputs[names[i]] = first.ElementDataType switch
            {
                TensorElementType.Int64 => inputs[i].GetTensorDataAsSpan<long>().ToArray(),
                TensorElementType.UInt8 => [.. inputs[i].GetTensorDataAsSpan<byte>().ToArray()],
                _ => [],
            };
        }

        var (sin, cos) = Math.SinCos(_angle((int)first.Shape[0], (int)first.Shape[1]));
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new float[_dimension];
            (results[i][0], results[i][1]) = ((float)cos, (float)sin);
        }
    }

    public override void Dispose()
    {
    }
}
