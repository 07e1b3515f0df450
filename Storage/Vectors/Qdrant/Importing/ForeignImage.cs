namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>A Qdrant collection made by another program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">The number of points.</param>
public sealed record ForeignCollection(string Name, long Points);

/// <summary>A point of a foreign collection, read as an image.</summary>
/// <param name="Point">Its id in Qdrant: an integer or a UUID.</param>
/// <param name="Name">The image's name: the payload's file, name, path or URL, otherwise the collection and the point id.</param>
/// <param name="Bytes">The image's bytes; null if there are none.</param>
/// <param name="Fault">Why there are no bytes.</param>
/// <param name="Caption">The caption from the payload.</param>
/// <param name="Fields">The other values of the payload; null if there are none.</param>
public sealed record ForeignImage(string Point, string Name, byte[]? Bytes, string? Fault, string? Caption, ParsedFields? Fields);

/// <summary>A page of a foreign collection, ordered by point id.</summary>
/// <param name="Images">One image for each point.</param>
/// <param name="Next">The point after which the next page begins; null on the last page.</param>
public sealed record ForeignPage(IReadOnlyList<ForeignImage> Images, string? Next);
