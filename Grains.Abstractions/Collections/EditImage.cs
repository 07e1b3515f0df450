using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>A change of an image's caption and fields. What it does not mention stays.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.EditImage")]
public sealed record EditImage
{
    /// <summary>The image's id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The tags of the image's metadata (see <see cref="ListedImage.Tag"/>), one of which it must have; null: it may have any.</summary>
    [Id(1)]
    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>Whether the caption changes.</summary>
    [Id(2)]
    public bool SetsCaption { get; init; }

    /// <summary>The new caption, if it changes; null removes it.</summary>
    [Id(3)]
    public string? Caption { get; init; }

    /// <summary>Whether all fields are removed before <see cref="Fields"/> are set.</summary>
    [Id(4)]
    public bool ClearsFields { get; init; }

    /// <summary>Fields to set.</summary>
    [Id(5)]
    public ImmutableArray<ImageField> Fields { get; init; } = [];

    /// <summary>Names of fields to remove. Names that the image does not have are ignored.</summary>
    [Id(6)]
    public ImmutableArray<string> Removed { get; init; } = [];
}
