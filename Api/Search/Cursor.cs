using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Api.Search;

/// <summary>
/// Where the next page of a search begins, as a text for clients: base64url of a format byte, the hit's rank, score and id, and a part of the hash
/// of the search, so that it is not used with another one.
/// </summary>
internal static class Cursor
{
    private const byte Format = 1;
    private const int HashBytes = 8;
    private const int Bytes = 1 + sizeof(short) + sizeof(float) + 16 + HashBytes;

    public static string Write(HitPosition position, ReadOnlySpan<byte> search)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt16LittleEndian(bytes[1..], (short)position.Rank);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[3..], position.Score);
        position.Id.TryWriteBytes(bytes[7..], bigEndian: true, out _);
        search[..HashBytes].CopyTo(bytes[23..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: it is not a cursor, or that of another search.</exception>
    public static HitPosition Read(string text, ReadOnlySpan<byte> search)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Bytes || bytes[0] != Format
            || BinaryPrimitives.ReadInt16LittleEndian(bytes[1..]) is not (>= 0 and <= SearchQuestion.MaxK and var rank)
            || !float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(bytes[3..])))
        {
            throw Wrong.Invalid($"'{Wrong.Short(text)}' is not a cursor: send the 'next' of the page before.");
        }

        return bytes[23..].SequenceEqual(search[..HashBytes])
            ? new HitPosition(new Guid(bytes[7..23], bigEndian: true), BinaryPrimitives.ReadSingleLittleEndian(bytes[3..]), rank)
            : throw Wrong.Invalid("This cursor is that of another search: send it with the parameters of the page before; only k may differ.");
    }

    /// <summary>The hash of everything that decides which hits a search has, and in which order.</summary>
    /// <param name="key">The key of the query.</param>
    /// <param name="request">The request.</param>
    public static byte[] HashOf(string key, SearchRequest request) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{request.Collection:N}\n{request.MinScore:R} {request.MaxChance:R}{(request.Ef is { } ef ? $" {ef}" : "")}\n{request.Filter}\n"
        + $"{(request.Refinement is { } refinement ? ArrangementKey.Of(refinement, null) : "")}\n{key}")));
}
