namespace Txt2Image.Storage.Vectors;

/// <summary>A name of one point. Other points may have the same name.</summary>
/// <param name="Id">The point.</param>
/// <param name="Name">The name (path).</param>
public readonly record struct PointName(Guid Id, string Name);
