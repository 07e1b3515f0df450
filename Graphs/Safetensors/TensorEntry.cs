namespace Txt2Image.Graphs.Safetensors;

/// <summary>What a header says about a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its numbers, such as <c>F16</c>.</param>
/// <param name="Shape">Its lengths; their product is its number of values.</param>
/// <param name="Begin">Where its bytes begin, from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record TensorEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End);
