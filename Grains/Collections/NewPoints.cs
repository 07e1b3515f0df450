using System.Numerics.Tensors;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>Checks images that are to become points, and turns them into points.</summary>
internal static class NewPoints
{
    /// <summary>The longest name (path) of an image, in characters.</summary>
    public const int MostNameCharacters = 1024;

    private const float UnitTolerance = 1e-3f;

    /// <summary>Why an image cannot be written, or null.</summary>
    public static AddOutcome? Refuse(NewImage image, Dictionary<Guid, Point> held, int dimension)
    {
        if (NameFault(image.Name) is { } nameless)
        {
            return Failed(nameless);
        }

        if (FieldsFault(image.Fields) is { } fault)
        {
            return Failed(fault);
        }

        if (image.Embedding is null)
        {
            return held.ContainsKey(image.Id) ? null : new AddOutcome { Status = AddStatus.Missing };
        }

        return VectorFault(image.Embedding.Value.Span, dimension) is { } wrong ? Failed(wrong) : null;
    }

    /// <exception cref="Txt2ImageException">InvalidRequest: an image cannot have this name.</exception>
    public static void CheckName(string name)
    {
        if (NameFault(name) is { } fault)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, fault);
        }
    }

    /// <summary>Why a vector is no embedding of a collection, or null.</summary>
    public static string? VectorFault(ReadOnlySpan<float> vector, int dimension)
    {
        if (vector.Length != dimension)
        {
            return $"The embedding has {vector.Length} numbers; this collection's have {dimension}.";
        }

        // The norm of what is not finite is not near 1 either.
        return MathF.Abs(TensorPrimitives.Norm(vector) - 1) <= UnitTolerance ? null : "The embedding is not a finite unit vector.";
    }

    /// <summary>The point of an image that is not refused.</summary>
    public static Point ToPoint(NewImage image, Dictionary<Guid, Point> held)
    {
        var fields = FieldsJson.Parse(image.Fields);
        if (image.Embedding is { } embedding)
        {
            var payload = new Payload([image.Name], image.Caption, fields, image.Width, image.Height, image.MediaType, image.Bytes)
            {
                Taken = image.Taken,
                IsPreviewOnly = image.IsPreviewOnly,
            };
            return new Point(image.Id, embedding.Span.ToArray(), payload);
        }

        var known = held[image.Id];
        return known with
        {
            Payload = known.Payload with { Names = [image.Name], Caption = image.Caption, Fields = fields, IsPreviewOnly = image.IsPreviewOnly },
        };
    }

    private static string? NameFault(string name) =>
        name.Length is 0 or > MostNameCharacters ? $"An image's name has 1 to {MostNameCharacters} characters." : null;

    private static string? FieldsFault(string? fields)
    {
        try
        {
            FieldsJson.Parse(fields);
            return null;
        }
        catch (Txt2ImageException exception)
        {
            return exception.Message;
        }
    }

    private static AddOutcome Failed(string detail) => AddOutcome.Failed(ErrorCode.InvalidRequest, detail);
}
