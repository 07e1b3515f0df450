namespace Txt2Image.Client;

/// <summary>An image to add.</summary>
public sealed record ImageUpload
{
    /// <summary>The name that it gets: a label, such as a path, and not a key. Two images may have the same one.</summary>
    public required string Name { get; init; }

    /// <summary>Makes the image's bytes; called once for each try, since content can be sent only once.</summary>
    public required Func<HttpContent> Content { get; init; }

    /// <summary>A caption: at most 4,096 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>Fields to filter by: a JSON object of texts, numbers and booleans.</summary>
    public string? Fields { get; init; }

    /// <summary>
    /// Its embedding, if it is known: a unit vector of the collection's dimension. It needs <see cref="Model"/>; without one the server computes it.
    /// </summary>
    public ReadOnlyMemory<float>? Embedding { get; init; }

    /// <summary>The model that made the embedding, by name or fingerprint. It must be the collection's.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The image that it replaces under its name, as a file that was changed in place. That one loses the name, and is deleted if it was its last.
    /// If it does not have the name, or does not exist, it is not changed. Null: none.
    /// </summary>
    public Guid? Replaces { get; init; }

    /// <summary>Creates an upload of an image in memory.</summary>
    /// <param name="name">The name that it gets.</param>
    /// <param name="bytes">The bytes of a file, such as a JPEG.</param>
    public static ImageUpload FromBytes(string name, ReadOnlyMemory<byte> bytes) => new()
    {
        Name = name,
        Content = () => new ReadOnlyMemoryContent(bytes),
    };

    /// <summary>Creates an upload of an image in a file, which is read when it is sent.</summary>
    /// <param name="name">The name that it gets.</param>
    /// <param name="path">The file's path.</param>
    public static ImageUpload FromFile(string name, string path) => new()
    {
        Name = name,
        Content = () => new StreamContent(File.OpenRead(path)),
    };
}
