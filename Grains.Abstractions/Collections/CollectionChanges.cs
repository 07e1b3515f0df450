using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>What was written to a collection since a version.</summary>
/// <param name="Version">The version of the last write.</param>
/// <param name="Ids">
/// The images that were added, changed or deleted; null if that is not known, because the version is too old or its writer has moved.
/// </param>
/// <param name="Added">Those that were added, in order; null if that is not known.</param>
[GenerateSerializer, Immutable, Alias("txt2image.CollectionChanges")]
public sealed record CollectionChanges(
    [property: Id(0)] string Version, [property: Id(1)] ImmutableArray<Guid>? Ids, [property: Id(2)] ImmutableArray<Guid>? Added = null);

/// <summary>Puts another collection in the place of this one.</summary>
/// <param name="By">The physical id of the other, which has everything that this one had at a version.</param>
/// <param name="Since">That version.</param>
/// <param name="KeptAs">The name that this collection has afterwards.</param>
[GenerateSerializer, Immutable, Alias("txt2image.ReplaceCollection")]
public sealed record ReplaceCollection([property: Id(0)] Guid By, [property: Id(1)] string Since, [property: Id(2)] string KeptAs);
