using System.Text.Json;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Images.Upload;

/// <summary>What is told of an image beside its bytes.</summary>
/// <param name="Name">The name it is added under, instead of its file name.</param>
/// <param name="Caption">Its caption.</param>
/// <param name="Fields">Its fields, a JSON object.</param>
internal readonly record struct UploadDetails(string? Name, string? Caption, string? Fields)
{
    public static readonly string[] Names = ["name", "caption", "fields"];

    /// <summary>Reads the <c>metadata</c> part: an array with an object for each file, in their order.</summary>
    public static IReadOnlyList<UploadDetails> ReadAll(ReadOnlyMemory<byte> utf8)
    {
        var json = JsonBody.Parse(utf8, "The part metadata");
        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(Read)]
            : throw Wrong.Invalid($"The part metadata is a JSON array with an object for each file, not {JsonParameters.Kind(json)}.");
    }

    /// <summary>These, and what they leave out from others.</summary>
    public UploadDetails Over(UploadDetails others) => new(Name ?? others.Name, Caption ?? others.Caption, Fields ?? others.Fields);

    private static UploadDetails Read(JsonElement json)
    {
        var entry = new JsonParameters(json, "An entry of metadata", Names);
        return new(entry.Text("name"), entry.Text("caption"), entry.Member("fields")?.GetRawText());
    }
}
