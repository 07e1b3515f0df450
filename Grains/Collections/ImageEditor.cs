using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// Changes the caption and fields of images. Its caller carries out one write of a collection at a time, so nothing changes in between.
/// </summary>
internal sealed class ImageEditor(IVectorStore store)
{
    /// <summary>Carries out an edit and completes it with its result.</summary>
    /// <returns>What was written.</returns>
    public async Task<WriteNote> EditAsync(Guid collection, CollectionWrite.Edit edit, CancellationToken cancellationToken)
    {
        var request = edit.Request;
        var found = await store.GetAsync(collection, [request.Id], withVectors: true, cancellationToken);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        if (Refusal(request, found, fields) is { } refusal)
        {
            edit.Fail(refusal);
            return WriteNote.Nothing;
        }

        // Call the store even if nothing changes: an earlier attempt may have been written without an answer.
        var payload = found[0].Payload with
        {
            Caption = request.SetsCaption ? request.Caption : found[0].Payload.Caption,
            Fields = fields,
            IsEdit = true,
        };
        var result = await store.UpsertAsync(collection, [found[0] with { Payload = payload }], cancellationToken);
        var now = await store.GetAsync(collection, [request.Id], withVectors: false, cancellationToken);
        edit.Done.TrySetResult(ListedImages.WithTag(now[0]));
        return new WriteNote(result.Version, result.Changed);
    }

    /// <summary>Why an edit is refused, or null; then the fields are those that the image has after it.</summary>
    private static Txt2ImageException? Refusal(EditImage request, IReadOnlyList<Point> found, Dictionary<string, FieldValue> fields)
    {
        if (found.Count == 0)
        {
            return new Txt2ImageException(ErrorCode.NotFound, $"The collection has no image {request.Id:D}.");
        }

        if (request.Tags is { } tags && !tags.Contains(ListedImages.WithTag(found[0]).Tag, StringComparer.Ordinal))
        {
            return new Txt2ImageException(
                ErrorCode.PreconditionFailed, $"The image {request.Id:D} has changed since you read it: read its metadata again, and its ETag.");
        }

        Merge(request, found[0].Payload.Fields, fields);
        return fields.Count(field => !DerivedFields.IsDerived(field.Key)) > FieldsJson.MostFields
            ? new Txt2ImageException(ErrorCode.InvalidRequest, $"An image can have at most {FieldsJson.MostFields} fields: remove some, with null.")
            : null;
    }

    private static void Merge(EditImage request, IReadOnlyDictionary<string, FieldValue>? stored, Dictionary<string, FieldValue> fields)
    {
        var removed = request.Removed.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in stored?.Where(field => !request.ClearsFields && !removed.Contains(field.Key)) ?? [])
        {
            fields[name] = value;
        }

        foreach (var (name, value) in ImageFields.ToStored(request.Fields)!)
        {
            fields[name] = value;
        }
    }
}
