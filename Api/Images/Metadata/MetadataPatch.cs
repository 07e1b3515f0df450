using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Images.Metadata;

/// <summary>
/// Reads a change of an image's metadata: a JSON Merge Patch (RFC 7396) of its caption and fields. A member that is not there stays as it is, null
/// removes it, and the members of <c>fields</c> are merged in the same way.
/// </summary>
internal static class MetadataPatch
{
    private const string Caption = "caption";
    private const string Fields = "fields";

    private static readonly string[] Names = [Caption, Fields];

    /// <param name="id">The image.</param>
    /// <param name="patch">The body.</param>
    /// <param name="ifMatch">The header If-Match.</param>
    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest.</exception>
    public static EditImage Read(Guid id, JsonElement patch, StringValues ifMatch)
    {
        var body = new JsonParameters(patch, "The body", Names);
        if (!patch.EnumerateObject().Any())
        {
            throw Wrong.Invalid($"The body changes nothing: send {Caption}, {Fields} or both; null removes one.");
        }

        var edit = new EditImage
        {
            Id = id,
            Tags = ReadTags(ifMatch),
            SetsCaption = patch.TryGetProperty(Caption, out _),
            Caption = body.Text(Caption) is { } caption ? Short(caption) : null,
        };
        return patch.TryGetProperty(Fields, out var fields) ? WithFields(edit, fields) : edit;
    }

    private static string Short(string caption) => caption.Length <= UploadDetails.MaxCaption
        ? caption
        : throw Wrong.Invalid($"A caption can have at most {UploadDetails.MaxCaption} characters.");

    private static EditImage WithFields(EditImage edit, JsonElement fields)
    {
        if (fields.ValueKind == JsonValueKind.Null)
        {
            return edit with { ClearsFields = true };
        }

        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw Wrong.Invalid($"{Fields} must be an object or null, not {JsonParameters.Kind(fields)}.");
        }

        var removed = fields.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Null).Select(field => field.Name);
        var set = FieldsJson.Parse(fields, leavesOutNull: true);
        return set.Fault is { } fault
            ? throw Wrong.Invalid(fault)
            : edit with { Removed = [.. removed], Fields = ImageFields.ToWire(set.Values)!.Value };
    }

    /// <summary>The tags that the image may have; null if it may have any.</summary>
    private static ImmutableArray<string>? ReadTags(StringValues ifMatch)
    {
        if (ifMatch.Count == 0)
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(ifMatch, out var tags))
        {
            throw Wrong.Invalid("If-Match must be the ETag of the image's metadata, with its quotation marks, or *.");
        }

        // A weak tag never matches here (RFC 9110).
        return tags.Contains(EntityTagHeaderValue.Any) ? null : [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Value!.Trim('"'))];
    }
}
