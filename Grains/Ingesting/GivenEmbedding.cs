using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An embedding that was computed elsewhere, as by an export of another collection.</summary>
/// <param name="Embedding">The unit vector.</param>
/// <param name="Model">The model that it is of: its fingerprint, or its name.</param>
public sealed record GivenEmbedding(Embedding Embedding, string Model)
{
    /// <exception cref="Txt2ImageException">Conflict: it is of another model than the collection's; InvalidRequest: it is no unit vector of its dimension.</exception>
    internal void Check(Collection collection)
    {
        if (Model != collection.Model && Model != collection.ModelName)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"The embedding is of the model {Model}; the collection {collection.Name} has {collection.ModelName} ({collection.Model}). Send the image without it.");
        }

        if (NewPoints.VectorFault(Embedding.Span, collection.Dimension) is { } fault)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, fault);
        }
    }
}
