using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Client;

/// <summary>All that is stored of an image, except its bytes and its embedding.</summary>
public sealed record ImageMetadata : ServerAnswer
{
    /// <summary>Its id, which its bytes determine.</summary>
    public Guid Id { get; init; }

    /// <summary>All names (paths) under which it was added.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Its caption, if it has one.</summary>
    public string? Caption { get; init; }

    /// <summary>Its fields: texts, numbers and booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The type of the original's bytes, such as <c>image/jpeg</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>The original's length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The URL of its bytes, relative to the server's root: see <see cref="ServerAddress.Absolute"/>.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The URL of its thumbnail (WebP, at most 512 pixels per side), relative to the server's root.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>
    /// A blurred picture to show until the thumbnail has loaded: a ThumbHash (https://evanw.github.io/thumbhash) of at most 25 bytes; empty if there
    /// is none.
    /// </summary>
    public ReadOnlyMemory<byte> ThumbHash { get; init; }

    /// <summary>The tag of this metadata. It changes with names, caption and fields; with an edit, it says what the edit is based on.</summary>
    public string? Etag { get; init; }
}

/// <summary>A change of an image's caption and fields. What it does not mention stays.</summary>
public sealed class ImageEdit
{
    private readonly JsonObject _patch = [];

    /// <summary>Sets the caption; null removes it.</summary>
    /// <param name="caption">At most 4,096 characters.</param>
    public ImageEdit SetCaption(string? caption)
    {
        _patch["caption"] = caption;
        return this;
    }

    /// <summary>Sets a field; null removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">A text, number or boolean.</param>
    public ImageEdit SetField(string name, JsonValue? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_patch["fields"] is not JsonObject fields)
        {
            _patch["fields"] = fields = [];
        }

        fields[name] = value;
        return this;
    }

    /// <summary>Removes all fields, also those that were set before.</summary>
    public ImageEdit ClearFields()
    {
        _patch["fields"] = null;
        return this;
    }

    internal string ToJson() => _patch.ToJsonString();
}
