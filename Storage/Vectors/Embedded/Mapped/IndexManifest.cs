using System.IO.Hashing;
using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// A collection's index at one moment, as <c>index.bin</c> has it: its segments' files, and the points that are in none of them. The database notes
/// the same moment by the same token, and all points that change afterwards.
/// </summary>
/// <param name="Token">The moment's name in the database.</param>
/// <param name="Dimension">The length of the vectors.</param>
/// <param name="OriginalBytes">The total length of the originals of the points in segments.</param>
/// <param name="Segments">The files.</param>
/// <param name="Others">The points in no file.</param>
internal sealed record IndexManifest(
    Guid Token, int Dimension, long OriginalBytes, IReadOnlyList<ManifestSegment> Segments, IReadOnlyList<Guid> Others)
{
    /// <summary>The first bytes, with the format's version. On a big-endian machine they differ.</summary>
    private const ulong Known = 0x0001_7864_6e69_3274;

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Known);
        Write(writer, Token);
        writer.Write(Dimension);
        writer.Write(OriginalBytes);
        writer.Write(Segments.Count);
        foreach (var segment in Segments)
        {
            Write(writer, segment.Name);
            writer.Write(segment.Check);
            writer.Write(segment.Live.Length);
            writer.Write(MemoryMarshal.AsBytes(segment.Live.AsSpan()));
        }

        writer.Write(Others.Count);
        foreach (var id in Others)
        {
            Write(writer, id);
        }

        writer.Write(XxHash3.HashToUInt64(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged, or of another program.</exception>
    public static IndexManifest Parse(byte[] bytes)
    {
        if (bytes.Length < 2 * sizeof(ulong) || MemoryMarshal.Read<ulong>(bytes) != Known
            || MemoryMarshal.Read<ulong>(bytes.AsSpan(bytes.Length - sizeof(ulong))) != XxHash3.HashToUInt64(bytes.AsSpan(..^sizeof(ulong))))
        {
            throw new InvalidDataException("the list of segments is damaged");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, sizeof(ulong), bytes.Length - sizeof(ulong)));
        var (token, dimension, originals) = (ReadId(reader), reader.ReadInt32(), reader.ReadInt64());
        var segments = new ManifestSegment[reader.ReadInt32()];
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = new ManifestSegment(ReadId(reader), reader.ReadUInt64(), ReadLive(reader));
        }

        var others = new Guid[reader.ReadInt32()];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = ReadId(reader);
        }

        return new IndexManifest(token, dimension, originals, segments, others);
    }

    private static void Write(BinaryWriter writer, Guid id) => writer.Write(id.ToByteArray(bigEndian: true));

    private static Guid ReadId(BinaryReader reader) => new(reader.ReadBytes(16), bigEndian: true);

    private static ulong[] ReadLive(BinaryReader reader) =>
        [.. MemoryMarshal.Cast<byte, ulong>(reader.ReadBytes(reader.ReadInt32() * sizeof(ulong)))];
}

/// <summary>A segment in a file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Check">The checksum of its header.</param>
/// <param name="Live">The rows that are not deleted, as <see cref="RowPayloads.Live"/>.</param>
internal sealed record ManifestSegment(Guid Name, ulong Check, ulong[] Live);
