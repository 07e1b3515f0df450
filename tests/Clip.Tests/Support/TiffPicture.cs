using System.Buffers.Binary;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>Writes an uncompressed TIFF of one strip from samples of 8 bits, pixel by pixel.</summary>
internal static class TiffPicture
{
    public const int Grey = 1, Rgb = 2, Cmyk = 5, Lab = 8;

    /// <param name="samples">The samples of all pixels.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="photometric">What the colours are.</param>
    /// <param name="extra">What the samples behind the colours are; null leaves the tag out.</param>
    public static byte[] Of(byte[] samples, int width, int height, int photometric, ushort[]? extra)
    {
        var count = samples.Length / width / height;
        List<(ushort Tag, ushort[] Values)> tags =
        [
            (256, [(ushort)width]), (257, [(ushort)height]), (258, [.. Enumerable.Repeat((ushort)8, count)]), (259, [1]),
            (262, [(ushort)photometric]), (273, []), (277, [(ushort)count]), (278, [(ushort)height]), (279, []),
        ];
        if (extra is not null)
        {
            tags.Add((338, extra));
        }

        var behind = 8 + 2 + (12 * tags.Count) + 4;
        var strip = behind + tags.Where(tag => tag.Values.Length > 2).Sum(tag => 2 * tag.Values.Length);
        using var file = new MemoryStream();
        using var values = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, (byte)tags.Count, 0]);
        foreach (var (tag, numbers) in tags)
        {
            file.Write([(byte)tag, (byte)(tag >> 8), (byte)(numbers.Length == 0 ? 4 : 3), 0, .. Long(Math.Max(1, numbers.Length))]);
            byte[] bytes = [.. numbers.SelectMany(number => new[] { (byte)number, (byte)(number >> 8) })];
            file.Write(numbers.Length == 0 ? Long(tag == 273 ? strip : samples.Length)
                : bytes.Length > 4 ? Long(behind + (int)values.Length) : [.. bytes, .. new byte[4 - bytes.Length]]);
            if (bytes.Length > 4)
            {
                values.Write(bytes);
            }
        }

        file.Write(new byte[4]);
        values.WriteTo(file);
        file.Write(samples);
        return file.ToArray();
    }

    private static byte[] Long(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
