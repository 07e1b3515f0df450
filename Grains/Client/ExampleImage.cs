using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// An image of a collection in one version, as an example in a query. The version makes the embedding part of the key: a deleted image may come back
/// with another embedding.
/// </summary>
internal readonly record struct ExampleImage(Guid Collection, Guid Image, string Version)
{
    private const int IdLength = 32;

    public override string ToString() => $"{Collection:N}/{Image:N}/{Version}";

    public static ExampleImage Parse(string text) =>
        text.Length > 2 * IdLength + 2
        && Guid.TryParseExact(text.AsSpan(0, IdLength), "N", out var collection)
        && Guid.TryParseExact(text.AsSpan(IdLength + 1, IdLength), "N", out var image)
            ? new ExampleImage(collection, image, text[((2 * IdLength) + 2)..])
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "A stored image in a query's key must be its collection, id and version.");
}
