namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>A collection in Qdrant that another program has made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">How many points it holds.</param>
public sealed record ForeignCollection(string Name, long Points);

/// <summary>A point of a foreign collection, read as an image.</summary>
/// <param name="Point">Its id there: a whole number or a UUID.</param>
/// <param name="Name">The image's name: what the payload calls file, name, path or URL; else the collection and the point.</param>
/// <param name="Bytes">The image's bytes; null where there is none.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="Caption">What the payload says of it.</param>
/// <param name="Fields">The other values of the payload; null if there are none.</param>
public sealed record ForeignImage(string Point, string Name, byte[]? Bytes, string? Fault, string? Caption, ParsedFields? Fields);

/// <summary>A part of a foreign collection, in the order of its points.</summary>
/// <param name="Images">One for each point.</param>
/// <param name="Next">The point after which the next page begins; null: this is the last.</param>
public sealed record ForeignPage(IReadOnlyList<ForeignImage> Images, string? Next);
