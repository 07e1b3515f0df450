using Txt2Image.Graphs.Onnx;

namespace Txt2Image.Graphs.Converting;

/// <summary>What a conversion writes. Paths are relative to the model's folder, with forward slashes.</summary>
/// <param name="Description">What the checkpoint is, in some words.</param>
/// <param name="Graphs">The graphs.</param>
/// <param name="Copies">The files that are copied.</param>
/// <param name="Texts">The files that are made.</param>
internal sealed record ConvertedModel(
    string Description,
    IReadOnlyList<(string To, GraphBuilder Graph)> Graphs,
    IReadOnlyList<(string From, string To)> Copies,
    IReadOnlyList<(string To, string Content)> Texts);
