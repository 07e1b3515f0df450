using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>What an image tower gives its graph.</summary>
public sealed class VisionTowerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Encode_GraphThatTakesBytes_GetsTheTilesOneAfterTheOther(int count)
    {
        using var folder = new ModelFolder();
        var model = folder.Load();
        var session = PlayedSession.Tiles(model);
        using var tower = new VisionTower(model, session);
        byte[][] tiles =
            [.. Enumerable.Range(1, count).Select(tile => Enumerable.Range(0, model.Tile.ByteCount).Select(i => (byte)(tile * i)).ToArray())];

        Assert.Equal(count, tower.Encode([.. tiles.Select(tile => new ReadOnlyMemory<byte>(tile))]).Length);

        Assert.Equal(tiles.SelectMany(tile => tile).Select(value => (long)value), session.Inputs["pixel_values"]);
    }
}
