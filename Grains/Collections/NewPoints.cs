using System.Numerics.Tensors;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>Validates images and converts them to points.</summary>
internal static class NewPoints
{
    /// <summary>The longest name (path) of an image, in characters.</summary>
    public const int MostNameCharacters = 1024;

    private const float UnitTolerance = 1e-3f;

    /// <summary>Returns an image's point, or why it cannot be written.</summary>
    public static NewPoint Of(NewImage image, Dictionary<Guid, Point> held, int dimension)
    {
        if (NameFault(image.Name) is { } fault)
        {
            return Refused(fault);
        }

        var fields = ImageFields.ToStored(image.Fields);
        if (image.Embedding is not { } embedding)
        {
            return held.TryGetValue(image.Id, out var known)
                ? new NewPoint(known with
                {
                    Payload =
                        known.Payload with { Names = [image.Name], Caption = image.Caption, Fields = fields,
                            IsPreviewOnly = image.IsPreviewOnly, Replaces = image.Replaces },
                })
                : new NewPoint(Refusal: new AddOutcome { Status = AddStatus.Missing });
        }

        if (VectorFault(embedding.Span, dimension) is { } wrong)
        {
            return Refused(wrong);
        }

        var payload = new Payload([image.Name], image.Caption, fields, image.Width, image.Height, image.MediaType, image.Bytes)
        {
            Taken = image.Taken,
            IsPreviewOnly = image.IsPreviewOnly,
            Replaces = image.Replaces,
            ThumbHash = image.ThumbHash,
            IsRawPreview = image.IsRawPreview,
        };
        return new NewPoint(new Point(image.Id, embedding.Span.ToArray(), payload));
    }

    /// <summary>The rejection of an image that another model embedded.</summary>
    public static NewPoint OfAnotherModel(string model, CollectionInfo collection) => new(Refusal: AddOutcome.Failed(
        ErrorCode.Conflict, $"The embedding is from the model {model}; this collection uses {collection.ModelName} ({collection.Model})."));

    /// <summary>The rejection of an image that was sent by a name which another collection has now.</summary>
    public static NewPoint OfAnotherCollection(string name) => new(Refusal: AddOutcome.Failed(Replaced(name)));

    /// <summary>The rejection of a write that was sent by a name which another collection has now: sent again, it goes to that one.</summary>
    public static Txt2ImageException Replaced(string name) =>
        new(ErrorCode.Unavailable, $"The collection '{name}' was replaced by another meanwhile. Send this again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <exception cref="Txt2ImageException">InvalidRequest: the name is not valid for an image.</exception>
    public static void CheckName(string name)
    {
        if (NameFault(name) is { } fault)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, fault);
        }
    }

    /// <summary>Why a vector is not a valid embedding for a collection, or null.</summary>
    public static string? VectorFault(ReadOnlySpan<float> vector, int dimension)
    {
        if (vector.Length != dimension)
        {
            return LengthFault(vector.Length, dimension);
        }

        // The norm of a vector that is not finite is not near 1 either.
        return MathF.Abs(TensorPrimitives.Norm(vector) - 1) <= UnitTolerance ? null : "The embedding is not a finite unit vector.";
    }

    /// <summary>What is wrong with an embedding of another length.</summary>
    public static string LengthFault(int length, int dimension) => $"The embedding has {length} values; this collection requires {dimension}.";

    private static string? NameFault(string name) =>
        name.Length is 0 or > MostNameCharacters ? $"An image's name must have 1 to {MostNameCharacters} characters." : null;

    private static NewPoint Refused(string detail) => new(Refusal: AddOutcome.Failed(ErrorCode.InvalidRequest, detail));
}

/// <summary>The result of validating an image: a point, or a rejection.</summary>
internal readonly record struct NewPoint(Point? Point = null, AddOutcome? Refusal = null);
