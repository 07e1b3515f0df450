namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>A field of an image. Its value is in the member for its type.</summary>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("txt2image.ImageField")]
public readonly record struct ImageField([property: Id(0)] string Name)
{
    /// <summary>A text.</summary>
    [Id(1)]
    public string? Text { get; init; }

    /// <summary>A whole number.</summary>
    [Id(2)]
    public long? Integer { get; init; }

    /// <summary>A finite number.</summary>
    [Id(3)]
    public double? Number { get; init; }

    /// <summary>True or false.</summary>
    [Id(4)]
    public bool? Truth { get; init; }
}
