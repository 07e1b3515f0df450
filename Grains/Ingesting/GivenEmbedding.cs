using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An embedding that was computed elsewhere, for example by an export of another collection.</summary>
/// <param name="Embedding">The unit vector.</param>
/// <param name="Model">The fingerprint or name of its model.</param>
public sealed record GivenEmbedding(Embedding Embedding, string Model)
{
    /// <exception cref="Txt2ImageException">
    /// Conflict: it is from another model than the collection's; InvalidRequest: it is not a unit vector of the collection's dimension.
    /// </exception>
    internal void Check(Collection collection)
    {
        if (Model != collection.Model && Model != collection.ModelName)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"The embedding is from the model {Model}, but the collection {collection.Name} uses {collection.ModelName} ({collection.Model}). "
                + "Send the image without the embedding.");
        }

        if (NewPoints.VectorFault(Embedding.Span, collection.Dimension) is { } fault)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, fault);
        }
    }
}
