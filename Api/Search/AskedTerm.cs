using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Search;

/// <summary>A term of a search, as a client sent it.</summary>
/// <param name="Weight">Its weight, not zero.</param>
internal abstract record AskedTerm(double Weight)
{
    /// <summary>A text without operators.</summary>
    internal sealed record Text(double Weight, string Value) : AskedTerm(Weight);

    /// <summary>An image of a collection; null for the collection that is searched.</summary>
    internal sealed record Like(double Weight, string? Collection, Guid Id) : AskedTerm(Weight);

    /// <summary>An embedding of the collection's model, of any length but zero.</summary>
    internal sealed record Vector(double Weight, Embedding Values) : AskedTerm(Weight);

    /// <summary>The bytes of an image file.</summary>
    internal sealed record Image(double Weight, byte[] Bytes) : AskedTerm(Weight)
    {
        /// <summary>Stands for the bytes in keys.</summary>
        public string Hash { get; } = QueryTerm.HashOf(Bytes);
    }
}
