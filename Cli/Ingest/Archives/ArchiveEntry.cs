using System.IO.Hashing;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>An image in an archive, whose bytes can be read only while its source is positioned at it.</summary>
/// <param name="Checksum">The CRC-32 of its bytes, if the archive declares it.</param>
/// <param name="Read">Opens the entry.</param>
internal sealed record ArchiveEntry(string Name, string Path, long Length, long Modified, uint? Checksum, Func<Stream> Read)
    : PackedImage(Name, Path, Length, Modified)
{
    /// <summary>Larger entries are buffered in a temporary file, so that no picture is too large for memory.</summary>
    public const long MaxInMemory = 4L << 20;

    public override ImageFile Buffer()
    {
        var buffered = Length <= MaxInMemory ? BufferedEntry.InMemory(this) : BufferedEntry.InFile(this);
        try
        {
            using var packed = Read();
            using var kept = buffered.Write();
            CopyExactly(packed, kept);
            return buffered;
        }
        catch (Exception exception)
        {
            buffered.Dispose();
            throw exception switch
            {
                InvalidDataException or EndOfStreamException =>
                    Unreadable(FailureCode.DamagedArchive, $"it is damaged in the archive: {exception.Message}"),
                NotSupportedException =>
                    Unreadable(FailureCode.DamagedArchive, "it is compressed in a way that is not supported: unpack the archive yourself"),
                IOException => Unreadable(FailureCode.Unreadable, exception.Message),
                _ => exception,
            };
        }
    }

    public override Stream Open() => throw new InvalidOperationException("An entry is buffered before it is opened.");

    private void CopyExactly(Stream packed, Stream kept)
    {
        var crc = new Crc32();
        var buffer = new byte[64 << 10];
        for (var left = Length; ;)
        {
            var count = packed.Read(buffer);
            if (count == 0 && left > 0)
            {
                throw new InvalidDataException($"it has fewer bytes than the {Length} that the archive declares");
            }

            if (count == 0)
            {
                break;
            }

            left -= count;
            if (left < 0)
            {
                throw new InvalidDataException($"it has more bytes than the {Length} that the archive declares");
            }

            crc.Append(buffer.AsSpan(0, count));
            kept.Write(buffer, 0, count);
        }

        if (Checksum is { } expected && crc.GetCurrentHashAsUInt32() != expected)
        {
            throw new InvalidDataException("its bytes do not match the checksum that the archive declares");
        }
    }

    private UnreadableImageException Unreadable(string code, string reason) => new(this, code, reason);
}
