namespace Txt2Image.Bench.Models;

/// <summary>The sizes of a published CLIP, or SigLIP.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Dimension">The length of an embedding.</param>
/// <param name="Text">The text tower.</param>
/// <param name="Vision">The vision tower.</param>
/// <param name="Patch">The edge of a patch in pixels.</param>
/// <param name="Image">The edge of an image in pixels.</param>
/// <param name="IsSiglip">Whether it is a SigLIP.</param>
internal sealed record ClipSize(string Name, int Dimension, TowerSize Text, TowerSize Vision, int Patch, int Image, bool IsSiglip = false)
{
    public static readonly IReadOnlyList<ClipSize> Clips =
    [
        new("b32", 512, new(512, 8, 12), new(768, 12, 12), 32, 224),
        new("b16", 512, new(512, 8, 12), new(768, 12, 12), 16, 224),
        new("l14", 768, new(768, 12, 12), new(1024, 16, 24), 14, 224),
        new("l14-336", 768, new(768, 12, 12), new(1024, 16, 24), 14, 336),
    ];

    public static readonly IReadOnlyList<ClipSize> All =
        [.. Clips, new("siglip-b16", 768, new(768, 12, 12), new(768, 12, 12), 16, 224, IsSiglip: true)];

    /// <summary>The number of tokens.</summary>
    public int Vocabulary => IsSiglip ? 32000 : 49408;

    /// <summary>The longest text.</summary>
    public int Context => IsSiglip ? 64 : 77;

    /// <summary>The patches of an image.</summary>
    public int Patches => Image / Patch * (Image / Patch);
}

/// <summary>The sizes of a tower.</summary>
/// <param name="Width">The length of a row.</param>
/// <param name="Heads">How many heads its attention has.</param>
/// <param name="Blocks">How many blocks it has.</param>
internal sealed record TowerSize(int Width, int Heads, int Blocks)
{
    public int Inner => 4 * Width;
}
