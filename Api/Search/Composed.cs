using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Search;

/// <summary>A search of several terms, ready for its grain.</summary>
/// <param name="Key">The key of the grain.</param>
/// <param name="Vectors">The embeddings that the key names by a hash.</param>
/// <param name="Images">The images that the key names by a hash.</param>
internal sealed record Composed(QueryKey Key, ImmutableArray<QueryInput> Vectors, ImmutableArray<AskedTerm.Image> Images);
