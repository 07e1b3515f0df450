using System.Text.Json;
using Txt2Image.Api.Requests;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Images.Upload;

/// <summary>What a client sends about an image besides its bytes.</summary>
/// <param name="Name">The name to add it under, instead of its file name.</param>
/// <param name="Caption">Its caption.</param>
/// <param name="Fields">Its fields.</param>
internal readonly record struct UploadDetails(string? Name, string? Caption, ParsedFields? Fields)
{
    public static readonly string[] Names = ["name", "caption", "fields", "replaces"];

    /// <summary>The longest caption, in characters.</summary>
    public const int MaxCaption = 4096;

    private static readonly string[] EntryNames = [.. Names, "embedding", "model"];

    /// <summary>An embedding that the client computed.</summary>
    public GivenEmbedding? Given { get; init; }

    /// <summary>The image that it replaces under its name.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Reads the <c>metadata</c> part: an array with one object for each file, in order.</summary>
    public static IReadOnlyList<UploadDetails> ReadAll(ReadOnlyMemory<byte> utf8)
    {
        var json = JsonBody.Parse(utf8, "The part metadata");
        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(Read)]
            : throw Wrong.Invalid($"The part metadata must be a JSON array with one object for each file, not {JsonParameters.Kind(json)}.");
    }

    /// <summary>Fills in missing details from others.</summary>
    public UploadDetails Over(UploadDetails others) =>
        new(Name ?? others.Name, Caption ?? others.Caption, Fields ?? others.Fields)
        {
            Given = Given ?? others.Given,
            Replaces = Replaces ?? others.Replaces,
        };

    /// <summary>Creates the upload, or its rejection.</summary>
    public ImageUpload ToUpload(string name, Part part, int maxBytes)
    {
        if (part.HasNoRoom)
        {
            return ImageUpload.Refused(
                name, ErrorCode.Overloaded, "Too many images are being uploaded: send this one again.", UploadLimits.RetryAfter);
        }

        if (part.Bytes is not { } bytes)
        {
            return ImageUpload.Refused(name, ErrorCode.TooLarge, ImagePreparer.TooLarge(maxBytes));
        }

        if (name.Any(char.IsControl))
        {
            return ImageUpload.Refused(name, ErrorCode.InvalidRequest, "An image's name cannot contain control characters.")
                with { Bytes = bytes };
        }

        return Caption is { Length: > MaxCaption }
            ? ImageUpload.Refused(name, ErrorCode.InvalidRequest, $"A caption can have at most {MaxCaption} characters.") with { Bytes = bytes }
            : new ImageUpload(name, bytes, Caption, Fields) { Given = Given, Replaces = Replaces };
    }

    private static UploadDetails Read(JsonElement json)
    {
        var entry = new JsonParameters(json, "An entry of metadata", EntryNames);
        return new(entry.Text("name"), entry.Text("caption"), entry.Member("fields") is { } fields ? FieldsJson.Parse(fields) : null)
            { Given = ReadGiven(entry), Replaces = entry.Id("replaces") };
    }

    private static GivenEmbedding? ReadGiven(JsonParameters entry) => (entry.Text("embedding"), entry.Text("model")) switch
    {
        (null, null) => null,
        ({ } embedding, { } model) => new GivenEmbedding(new Embedding(Numbers(embedding)), model),
        _ => throw Wrong.Invalid("In metadata, embedding and model go together: an embedding, and the fingerprint or name of its model."),
    };

    private static byte[] Numbers(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length % sizeof(float) == 0
            ? bytes[..length]
            : throw Wrong.Invalid("embedding must be the base64 of 32-bit floating-point numbers, little-endian.");
    }
}
