using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>Fujifilm's RAF: the place of its JPEG is at byte 84, and everything else known of it is in that JPEG.</summary>
internal static class RawFuji
{
    private const int Place = 84;

    public static RawParts Read(ReadOnlySpan<byte> file) => new(
        file.Length < Place + 8
            ? []
            : [(BinaryPrimitives.ReadUInt32BigEndian(file[Place..]), BinaryPrimitives.ReadUInt32BigEndian(file[(Place + 4)..]))],
        Orientation: null,
        Exif: null);
}
