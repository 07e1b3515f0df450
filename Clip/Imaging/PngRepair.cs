using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Writes a damaged PNG anew: with the pixels' data that can be decompressed, with right checksums, the header first and an end. Layout: the PNG
/// specification, third edition, 5, 7 and 10; zlib: RFC 1950.
/// </summary>
internal static class PngRepair
{
    private const int HeaderLength = 13;

    /// <summary>Whether the compressed data have all rows.</summary>
    public static bool HasPixels(byte[] file)
    {
        var chunks = PngChunks.WalkAll(file).ToList();
        var header = chunks.Find(chunk => PngChunks.IsOf(file, chunk.Start, "IHDR"u8));
        return RowBytesOf(file.AsSpan(header.Content), long.MaxValue) is { } expected && Unpack(file, chunks, expected, Stream.Null);
    }

    public static MendedFile Mend(byte[] file, long maxPixels)
    {
        var chunks = PngChunks.WalkAll(file).ToList();
        var header = chunks.Find(chunk => PngChunks.IsOf(file, chunk.Start, "IHDR"u8));
        var content = file.AsSpan(header.Content);
        if (RowBytesOf(content, maxPixels) is not { } expected || !IsIntact(file, header))
        {
            return new(file, IsWhole: false);
        }

        using var pixels = new MemoryStream();
        var isWhole = Recompress(file, chunks, expected, pixels);
        using var mended = new MemoryStream(file.Length + 64);
        mended.Write(file.AsSpan(0, PngChunks.Signature));
        Write(mended, "IHDR"u8, content);
        foreach (var chunk in chunks.TakeWhile(chunk => !PngChunks.IsOf(file, chunk.Start, "IDAT"u8)).Where(chunk => chunk.Start != header.Start))
        {
            if (IsIntact(file, chunk))
            {
                Write(mended, file.AsSpan(chunk.Start + 4, 4), file.AsSpan(chunk.Content));
            }
        }

        Write(mended, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        Write(mended, "IEND"u8, []);
        return new(mended.ToArray(), isWhole);
    }

    /// <summary>
    /// The bytes of the rows, each with its filter, of a picture or of its seven interlaced ones; null if they are too many, or the header is wrong.
    /// </summary>
    private static long? RowBytesOf(ReadOnlySpan<byte> header, long maxPixels)
    {
        if (header.Length != HeaderLength)
        {
            return null;
        }

        (long width, long height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        var samples = header[9] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || width * height > maxPixels || header[8] > 16)
        {
            return null;
        }

        (int X, int Y, int Right, int Down)[] passes = header[12] == 0
            ? [(0, 0, 1, 1)]
            : [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var bits = samples * header[8];
        return passes.Sum(pass =>
        {
            var (across, down) = ((width - pass.X + pass.Right - 1) / pass.Right, (height - pass.Y + pass.Down - 1) / pass.Down);
            return across > 0 ? (((across * bits) + 7) / 8 + 1) * Math.Max(down, 0) : 0;
        });
    }

    private static bool Recompress(byte[] file, IEnumerable<PngChunks.Chunk> chunks, long expected, MemoryStream pixels)
    {
        using var rows = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true);
        return Unpack(file, chunks, expected, rows);
    }

    /// <summary>Writes the data that can be decompressed, filled up with zeros.</summary>
    /// <returns>Whether nothing had to be filled up, and the data do not contradict their own checksum.</returns>
    private static bool Unpack(byte[] file, IEnumerable<PngChunks.Chunk> chunks, long expected, Stream rows)
    {
        using var packed = new MemoryStream();
        foreach (var chunk in chunks.Where(chunk => PngChunks.IsOf(file, chunk.Start, "IDAT"u8)))
        {
            packed.Write(file.AsSpan(chunk.Content));
        }

        // The window size that the first byte names may be too small: this is the largest.
        var bytes = packed.GetBuffer();
        if (packed.Length < 2 || (bytes[0] & 0x0f) != 8 || (bytes[1] & 0x20) != 0)
        {
            return false;
        }

        (bytes[0], bytes[1], packed.Position) = (0x78, 0x01, 0);
        var buffer = new byte[1 << 16];
        var (missing, isRight) = (expected, true);
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            for (int read; missing > 0 && (read = unpacked.Read(buffer, 0, (int)Math.Min(buffer.Length, missing))) > 0; missing -= read)
            {
                rows.Write(buffer, 0, read);
            }

            // Reads the checksum, which may be missing, but not be wrong.
            _ = missing == 0 && unpacked.Read(buffer, 0, 1) > 0;
        }
        catch (InvalidDataException)
        {
            isRight = false;
        }

        Array.Clear(buffer);
        for (var left = missing; left > 0; left -= buffer.Length)
        {
            rows.Write(buffer, 0, (int)Math.Min(buffer.Length, left));
        }

        return missing == 0 && isRight;
    }

    private static bool IsIntact(byte[] file, PngChunks.Chunk chunk) => chunk.End <= file.Length
        && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(chunk.End - 4)) == Crc32.HashToUInt32(file.AsSpan((chunk.Start + 4)..(chunk.End - 4)));

    private static void Write(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] body = [.. type, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
