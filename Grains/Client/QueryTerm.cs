using System.Security.Cryptography;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Client;

/// <summary>A term of a query.</summary>
/// <param name="Weight">Its weight, not zero.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Content">The cleaned text, a <see cref="ExampleImage"/>, or a hash.</param>
internal readonly record struct QueryTerm(double Weight, TermKind Kind, string Content)
{
    /// <exception cref="Abstractions.Txt2ImageException">InvalidRequest: the text is empty after cleaning, or too long.</exception>
    public static QueryTerm OfText(double weight, ClipTokenizer tokenizer, string text) =>
        new(weight, TermKind.Text, QueryKey.Clean(tokenizer, text));

    public static QueryTerm OfStored(double weight, ExampleImage image) => new(weight, TermKind.Stored, image.ToString());

    /// <param name="weight">Its weight.</param>
    /// <param name="hash"><see cref="HashOf(ReadOnlySpan{byte})"/> of the file.</param>
    public static QueryTerm OfImage(double weight, string hash) => new(weight, TermKind.Image, hash);

    public static QueryTerm OfVector(double weight, Embedding unit) => new(weight, TermKind.Vector, HashOf(unit.Bytes));

    /// <summary>The SHA-256 of bytes, in lower-case hex: bytes themselves are never in a key.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
