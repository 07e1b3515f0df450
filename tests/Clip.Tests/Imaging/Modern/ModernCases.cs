using System.IO.Compression;
using System.Text.Json;
using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Tests.Imaging.Modern;

/// <summary>The shared pictures in the formats of cameras and programs, and the pixels that they must give.</summary>
internal static class ModernCases
{
    private const string Folder = "15-modern-formats";

    public static JsonElement[] All() =>
        [.. File.ReadAllLines(SharedData.Require("cases", Folder, "expected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

    public static byte[] Read(string file) => File.ReadAllBytes(SharedData.Require(["cases", Folder, .. file.Split('/')]));

    /// <summary>The damaged files, those in archives one by one.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Damaged() => FilesIn("damaged");

    /// <summary>The files of formats that are not read.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Refused() => FilesIn("refuse");

    /// <summary>The pixels of a PNG as RGBA.</summary>
    public static (int Width, int Height, byte[] Pixels) Png(string file)
    {
        using var image = Image.PngloadBuffer(Read(file));
        using var wide = image.Format == Enums.BandFormat.Ushort ? image.Cast(Enums.BandFormat.Uchar, shift: true) : image.Copy();
        using var coloured = wide.Bands < 3 ? wide.Colourspace(Enums.Interpretation.Srgb) : wide.Copy();
        using var rgba = coloured.Bands == 3 ? coloured.Bandjoin(255) : coloured.Copy();
        return (rgba.Width, rgba.Height, rgba.WriteToMemory<byte>());
    }

    /// <summary>A file's upright pixels as RGBA, from the decoder that the product chooses, before any resize.</summary>
    public static (int Width, int Height, byte[] Pixels) Decode(byte[] file)
    {
        var raw = RawPreview.Find(file);
        var format = raw is null ? ImageFormats.Sniff(file)!.Value : ImageFormat.Jpeg;
        var decoder = Decoders.For(format, Decoders.Of(ImageDecoder.Vips));
        using var source = (raw is null ? decoder : new RawDecoder(raw, decoder)).Open(raw?.Jpeg ?? file, format, factor: 1);
        var layout = source.Layout;
        var rows = new byte[layout.Height * layout.Width * layout.Samples * layout.SampleBytes];
        source.ReadRows(0, layout.Height, rows, CancellationToken.None);
        var samples = PixelRows.Narrow(rows, layout.SampleBytes);
        var pixels = new byte[layout.Width * layout.Height * 4];
        PixelRows.ToRgb(samples, layout, pixels);
        for (var i = 0; i < pixels.Length / 4; i++)
        {
            pixels[(4 * i) + 3] = layout.Samples is 2 or 4 && !layout.IsCmyk ? samples[(i * layout.Samples) + layout.Samples - 1] : byte.MaxValue;
        }

        var (width, height) = Orientation.Transposes(layout.Orientation) ? (layout.Height, layout.Width) : (layout.Width, layout.Height);
        return (width, height, Orientation.Apply(pixels, layout.Width, layout.Height, 4, layout.Orientation));
    }

    /// <summary>The largest and the mean difference of the colours where they can be seen, and the largest of alpha.</summary>
    public static (int Most, double Mean, int Alpha) Difference(byte[] expected, byte[] actual)
    {
        var (most, sum, count, alpha) = (0, 0L, 0, 0);
        for (var at = 0; at < expected.Length; at += 4)
        {
            alpha = Math.Max(alpha, Math.Abs(expected[at + 3] - actual[at + 3]));
            for (var i = at; expected[at + 3] >= 8 && i < at + 3; i++, count++)
            {
                var difference = Math.Abs(expected[i] - actual[i]);
                (most, sum) = (Math.Max(most, difference), sum + difference);
            }
        }

        return (most, (double)sum / Math.Max(1, count), alpha);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> FilesIn(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.Require("cases", Folder, folder)).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path) != ".zip")
            {
                yield return (Path.GetFileName(path), File.ReadAllBytes(path));
                continue;
            }

            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                using var bytes = new MemoryStream();
                content.CopyTo(bytes);
                yield return (entry.FullName, bytes.ToArray());
            }
        }
    }
}
