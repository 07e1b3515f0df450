using System.Runtime.InteropServices;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Bench.Towers;

/// <summary>One of the two towers, callable directly and through the grains.</summary>
/// <param name="Name">texts or images.</param>
/// <param name="Inputs">How many different inputs there are.</param>
/// <param name="Raw">Runs one batch of the inputs at these indexes.</param>
/// <param name="Grain">Sends the input at this index through the grains.</param>
internal sealed record Lane(string Name, int Inputs, Action<int[]> Raw, Func<int, ValueTask<EncodeResult>> Grain)
{
    public static Lane Texts(TowerInputs inputs, ITowers towers, GrainPath path) => new(
        "texts",
        inputs.Texts.Length,
        places => towers.EncodeTexts(Array.ConvertAll(places, place => inputs.Texts[place])),
        place => path.Pool.EncodeTextAsync(path.Model.Fingerprint, ArrayOf(inputs.Texts[place]), default));

    public static Lane Images(TowerInputs inputs, ITowers towers, GrainPath path) => new(
        "images",
        inputs.Tiles.Length,
        places => towers.EncodeImages(Array.ConvertAll(places, place => inputs.Tiles[place])),
        place => path.Pool.EncodeImageAsync(path.Model.Fingerprint, ArrayOf(inputs.Tiles[place]), urgent: false, default));

    private static T[] ArrayOf<T>(ReadOnlyMemory<T> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Count == segment.Array!.Length ? segment.Array : memory.ToArray();
}
