using Txt2Image.Clip.Inference.Triton;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// A model's two towers, on ONNX Runtime in this process or on a Triton server. Names, types and dimensions are read from the graphs and checked
/// against the model's configuration; a first run of both towers checks the rest. Calls from several threads run one at a time.
/// </summary>
public sealed class OnnxTowers : ITowers
{
    private readonly Lock _lock = new();
    private readonly TextTower _text;
    private readonly VisionTower _vision;

    private OnnxTowers(TextTower text, VisionTower vision)
    {
        _text = text;
        _vision = vision;
    }

    /// <summary>Loads both towers on a device.</summary>
    /// <exception cref="ModelException">
    /// A graph contradicts the configuration or needs an unsupported feature, or the device is not available; then the message says what to install.
    /// </exception>
    public static OnnxTowers Load(ClipModel model, DeviceName device, InferenceOptions options)
    {
        var text = new TextTower(model, Open(model, "text", device, options));
        VisionTower? vision = null;
        try
        {
            vision = new(model, Open(model, "image", device, options));
            FirstRun.Check(model, text, vision);
            return new(text, vision);
        }
        catch
        {
            vision?.Dispose();
            text.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ModelException">The run failed, or an embedding is not finite.</exception>
    public float[][] EncodeTexts(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        lock (_lock)
        {
            return _text.Encode(sequences);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ModelException">The run failed, or an embedding is not finite.</exception>
    public float[][] EncodeImages(IReadOnlyList<ReadOnlyMemory<byte>> tiles)
    {
        lock (_lock)
        {
            return _vision.Encode(tiles);
        }
    }

    /// <summary>Closes both sessions.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _text.Dispose();
            _vision.Dispose();
        }
    }

    private static TowerSession Open(ClipModel model, string tower, DeviceName device, InferenceOptions options) =>
        device.IsTriton ? TritonSession.Open(model, tower, options) : OnnxSession.Open(model, tower, device, options);
}
