namespace Txt2Image.Grains.Collections;

/// <summary>What a write changed.</summary>
/// <param name="Version">The collection's version after it.</param>
/// <param name="Ids">The images that were added, changed or deleted.</param>
internal sealed record WriteNote(string Version, IReadOnlyList<Guid> Ids)
{
    /// <summary>Those of the images that were not there before.</summary>
    public IReadOnlyList<Guid> Added { get; init; } = [];

    /// <summary>Nothing was written, and the version is the same.</summary>
    public static readonly WriteNote Nothing = new("", []);
}
