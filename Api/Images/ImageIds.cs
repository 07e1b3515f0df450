using System.Text.Json;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Images;

/// <summary>Reads the ids of images in paths.</summary>
internal static class ImageIds
{
    public const string Description = "The image's id: a UUID, from an upload or a hit.";

    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: it is not a UUID.</exception>
    public static Guid Read(string id) => Guid.TryParse(id, out var image)
        ? image
        : throw Wrong.Invalid("An image's id must be a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e. Searches and uploads return it.");

    /// <summary>Reads an id from JSON.</summary>
    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: it is not a UUID as a string.</exception>
    public static Guid Read(JsonElement id) => id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var read)
        ? read
        : throw Wrong.Invalid($"ids must contain image ids (UUIDs as strings), not {JsonParameters.Shown(id)}.");
}
