namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>
/// The last hit of a page, after which the next one begins. If images were added or deleted since, the next page still continues after this hit.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Its score.</param>
/// <param name="Rank">How many hits came before the next page.</param>
[GenerateSerializer, Immutable, Alias("txt2image.HitPosition")]
public readonly record struct HitPosition(Guid Id, float Score, int Rank);
