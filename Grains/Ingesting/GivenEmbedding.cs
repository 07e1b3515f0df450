using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An embedding that was computed elsewhere, for example by an export of another collection.</summary>
/// <param name="Embedding">The vector, of any length but zero: models give raw features too, and 16-bit numbers are not exact.</param>
/// <param name="Model">The fingerprint or name of its model.</param>
public sealed record GivenEmbedding(Embedding Embedding, string Model)
{
    private const double Exact = 1e-6;

    /// <exception cref="Txt2ImageException">
    /// Conflict: it is from another model than the collection's; InvalidRequest: it is not a finite vector of the collection's dimension, or is zero.
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

        if (Embedding.Span.Length != collection.Dimension)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, NewPoints.LengthFault(Embedding.Span.Length, collection.Dimension));
        }

        if (!(Length is > 0 and < double.PositiveInfinity))
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, "The embedding has a number that is not finite, or all its numbers are zero.");
        }
    }

    /// <summary>The unit vector, so that a score is a cosine. One that is as exact as float32 allows is kept bit for bit.</summary>
    internal Embedding ToUnit()
    {
        var length = Length;
        return Math.Abs(length - 1) <= Exact ? Embedding : Embedding.From([.. Embedding.Span.ToArray().Select(value => (float)(value / length))]);
    }

    private double Length => Math.Sqrt(Embedding.Span.ToArray().Sum(value => (double)value * value));
}
