using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>The history of a collection's writes.</summary>
/// <param name="Version">The version of the last write.</param>
/// <param name="Epochs">The latest epochs, oldest first.</param>
[GenerateSerializer, Immutable, Alias("txt2image.CollectionHistory")]
public sealed record CollectionHistory([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<WriteEpoch> Epochs);

/// <summary>Writes that one process made, one after the other.</summary>
/// <param name="Name">What their versions begin with.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
[GenerateSerializer, Immutable, Alias("txt2image.WriteEpoch")]
public sealed record WriteEpoch([property: Id(0)] string Name, [property: Id(1)] long First, [property: Id(2)] long Last);
