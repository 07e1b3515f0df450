using Txt2Image.Bench.Retrieval;
using Txt2Image.Clip.Models;

namespace Txt2Image.Bench.Towers;

/// <summary>The inputs of both sides, in the same order.</summary>
/// <param name="Texts">Token ids.</param>
/// <param name="Tiles">Pixels.</param>
internal sealed record TowerInputs(ReadOnlyMemory<int>[] Texts, ReadOnlyMemory<byte>[] Tiles)
{
    private const int DifferentTiles = 64;
    private const int Seed = 20;

    /// <summary>The free questions as texts; noise as images, since a tower's cost does not depend on what an image shows.</summary>
    public static TowerInputs For(ClipModel model)
    {
        var noise = new Random(Seed);
        return new TowerInputs(
            [.. Questions.Free().Select(question => model.Tokenizer.Encode(model.Tokenizer.Clean(question.Text)).Ids.AsMemory())],
            [.. Enumerable.Range(0, DifferentTiles).Select(_ => Noise(noise, model.Tile.ByteCount))]);
    }

    private static ReadOnlyMemory<byte> Noise(Random random, int length)
    {
        var tile = new byte[length];
        random.NextBytes(tile);
        return tile;
    }
}
