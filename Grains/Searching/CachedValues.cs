using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>The embedding of a query.</summary>
/// <param name="Vector">A unit vector.</param>
/// <param name="Truncated">Whether the end of the text was cut off.</param>
internal sealed record QuestionEmbedding(float[] Vector, bool Truncated);

/// <summary>The first hits of a query in one version of a collection.</summary>
/// <param name="Asked">How many were requested. Fewer hits mean that the collection has no more.</param>
/// <param name="Hits">The hits: by descending score, then id, or as arranged.</param>
/// <param name="Truncated">Whether the end of the text was cut off.</param>
internal sealed record QuestionHits(int Asked, ImmutableArray<SearchHit> Hits, bool Truncated)
{
    /// <summary>The counts over the hits, if there are any.</summary>
    public ImmutableArray<Facet> Facets { get; init; } = [];

    /// <summary>How much was searched, if these are the hits of a part. They are for one caller only, so no cache keeps them.</summary>
    public SearchedPart? Part { get; init; }

    /// <summary>Whether no hits come after these.</summary>
    public bool IsWhole => Part is null && Hits.Length < Asked;

    /// <summary>Whether a slice that ends after this many hits can be cut from these.</summary>
    public bool Cover(int hits) => Asked >= hits || IsWhole;

    /// <summary>
    /// The memory that it takes, in bytes, as an estimate. Texts count fully, even if they are shared with the store or other answers.
    /// </summary>
    public long Bytes()
    {
        var bytes = 64L;
        foreach (var hit in Hits)
        {
            bytes += 200 + (16L * hit.Folded.Length) + BytesOf(hit.Caption) + BytesOf(hit.Fields);
            foreach (var name in hit.Names)
            {
                bytes += BytesOf(name);
            }
        }

        foreach (var facet in Facets)
        {
            bytes += 80 + BytesOf(facet.Field) + facet.Values.Sum(value => 16 + BytesOf(value.Json));
        }

        return bytes;
    }

    private static long BytesOf(string? text) => text is null ? 0 : 32 + (2L * text.Length);
}

/// <summary>
/// The format of values in the distributed cache: a format byte, a truncation byte, then little-endian floats or the hits as written by
/// <see cref="BinaryWriter"/>. A value that cannot be parsed is a miss.
/// </summary>
internal static class CachedValues
{
    private const byte Format = 1;

    /// <summary>That of hits since they have a blurred picture.</summary>
    private const byte HitsFormat = 2;

    public static byte[] Write(QuestionEmbedding embedding) =>
        [Format, embedding.Truncated ? (byte)1 : (byte)0, .. MemoryMarshal.AsBytes<float>(embedding.Vector)];

    public static QuestionEmbedding? ReadEmbedding(byte[] bytes, int dimension) =>
        bytes.Length == 2 + dimension * sizeof(float) && bytes[0] == Format
            ? new QuestionEmbedding(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(2)).ToArray(), bytes[1] != 0)
            : null;

    public static byte[] Write(QuestionHits answer)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8);
        writer.Write(HitsFormat);
        writer.Write(answer.Truncated);
        writer.Write(answer.Asked);
        writer.Write(answer.Hits.Length);
        foreach (var hit in answer.Hits)
        {
            writer.Write(hit.Id.ToByteArray(bigEndian: true));
            writer.Write(hit.Score);
            writer.Write(hit.Names.Length);
            foreach (var name in hit.Names)
            {
                writer.Write(name);
            }

            WriteOptional(writer, hit.Caption);
            WriteOptional(writer, hit.Fields);
            writer.Write(hit.Width);
            writer.Write(hit.Height);
            writer.Write((byte)(hit.ThumbHash.IsDefault ? 0 : hit.ThumbHash.Length));
            writer.Write(hit.ThumbHash.IsDefault ? [] : hit.ThumbHash.AsSpan());
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static QuestionHits? ReadHits(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), System.Text.Encoding.UTF8);
            if (reader.ReadByte() != HitsFormat)
            {
                return null;
            }

            var truncated = reader.ReadBoolean();
            var asked = reader.ReadInt32();
            var hits = ImmutableArray.CreateBuilder<SearchHit>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                hits.Add(ReadHit(reader));
            }

            return reader.BaseStream.Position == bytes.Length ? new QuestionHits(asked, hits.DrainToImmutable(), truncated) : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static SearchHit ReadHit(BinaryReader reader) => new()
    {
        Id = new Guid(reader.ReadBytes(16), bigEndian: true),
        Score = reader.ReadSingle(),
        Names = ReadNames(reader),
        Caption = ReadOptional(reader),
        Fields = ReadOptional(reader),
        Width = reader.ReadInt32(),
        Height = reader.ReadInt32(),
        ThumbHash = [.. reader.ReadBytes(reader.ReadByte())],
    };

    private static ImmutableArray<string> ReadNames(BinaryReader reader)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            names.Add(reader.ReadString());
        }

        return names.DrainToImmutable();
    }

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
