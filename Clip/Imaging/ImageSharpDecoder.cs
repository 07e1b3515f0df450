using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Advanced;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Pbm;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Tga;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Decodes with ImageSharp, which holds the whole picture as RGBA. Its pixels are the reference's, except for JPEG (at most .5 of 255 on average, 1.3
/// in small pictures that are enlarged) and 16-bit samples (.4). So its name is part of the preprocessing version, and its embeddings are never mixed
/// with others. It reads neither TIFF in tiles nor an animated WebP whose first frame is only a part of the picture, and cannot see that a TIFF is
/// cut off.
/// </summary>
internal sealed class ImageSharpDecoder : IImageDecoder
{
    /// <summary>A separate configuration for each format, so that a file is decoded as the recognised format or not at all.</summary>
    private static readonly Dictionary<ImageFormat, Func<ZeroedMemory, Configuration>> Readers = new()
    {
        [ImageFormat.Jpeg] = memory => Only(memory, new JpegConfigurationModule()),
        [ImageFormat.Png] = memory => Only(memory, new PngConfigurationModule()),
        [ImageFormat.WebP] = memory => Only(memory, new WebpConfigurationModule()),
        [ImageFormat.Gif] = memory =>
            Only(memory, new GifConfigurationModule(), (GifFormat.Instance, new GifDecoder { DecodingMode = FrameDecodingMode.First })),
        [ImageFormat.Tiff] = memory =>
            Only(memory, new TiffConfigurationModule(), (TiffFormat.Instance, new TiffDecoder { DecodingMode = FrameDecodingMode.First })),
        [ImageFormat.Bmp] = memory => Only(memory, new BmpConfigurationModule()),
        [ImageFormat.Tga] = memory => Only(memory, new TgaConfigurationModule()),
        [ImageFormat.Pbm] = memory => Only(memory, new PbmConfigurationModule()),
    };

    public string Name => "imagesharp";

    public bool CanShrink => false;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) =>
        (IPixelSource?)PlainRows.Open(bytes, format) ?? Open(bytes, format, isWhole: true);

    public IPixelSource OpenTruncated(byte[] bytes, ImageFormat format, int factor) => Open(bytes, format, isWhole: false);

    private static Source Open(byte[] bytes, ImageFormat format, bool isWhole)
    {
        var still = format switch
        {
            ImageFormat.Png => PngChunks.WithoutText(bytes),
            ImageFormat.WebP => WebPFrames.First(bytes),
            ImageFormat.Pbm => PbmSamples.Spaced(bytes),
            _ => bytes,
        };
        var memory = new ZeroedMemory();
        try
        {
            var reader = Readers[format](memory);
            using var stream = new MemoryStream(still, writable: false);
            return Image.Identify(reader, stream) is { Width: > 0, Height: > 0 } info
                ? new Source(reader, memory, still, format, info, isWhole)
                : throw new InvalidDataException("The header names no picture.");
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static Configuration Only(
        ZeroedMemory memory, IConfigurationModule format, (IImageFormat Format, SixLabors.ImageSharp.Formats.IImageDecoder Decoder)? decoder = null)
    {
        var configuration = new Configuration(format) { MemoryAllocator = memory, MaxDegreeOfParallelism = 1 };
        if (decoder is var (of, by))
        {
            configuration.ImageFormatsManager.SetDecoder(of, by);
        }

        return configuration;
    }

    private sealed class Source(
        Configuration reader, ZeroedMemory memory, byte[] bytes, ImageFormat format, IImageInfo info, bool isWhole) : IPixelSource
    {
        private const int OrientationTag = 0x112;

        private Image<Rgba32>? _image;

        public PixelLayout Layout { get; } = new(
            info.Width, info.Height, Samples: 4, SampleBytes: 1, IsCmyk: false, OrientationOf(bytes, format, info), HeldFor(format));

        /// <summary>It fills up a JPEG that ends early without a word.</summary>
        public bool IsSuspect => format == ImageFormat.Jpeg;

        // It identifies a WebP without looking at its metadata.
        public byte[]? Profile => format == ImageFormat.WebP ? WebPFrames.Content(bytes, "ICCP"u8) : info.Metadata.IccProfile?.ToByteArray();

        public byte[]? Exif => ExifOf(bytes, format, info);

        public byte[]? Xmp => format == ImageFormat.WebP ? WebPFrames.Content(bytes, "XMP "u8) : info.Metadata.XmpProfile?.ToByteArray();

        public byte[]? Iptc => info.Metadata.IptcProfile?.Data;

        public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken)
        {
            _image ??= Load(cancellationToken);
            var rowBytes = Layout.Width * 4;
            for (var i = 0; i < count; i++)
            {
                MemoryMarshal.AsBytes(_image.DangerousGetPixelRowMemory(top + i).Span).CopyTo(rows[(i * rowBytes)..]);
            }
        }

        public void Dispose()
        {
            _image?.Dispose();
            memory.Dispose();
        }

        private Image<Rgba32> Load(CancellationToken cancellationToken)
        {
            if (isWhole && !FileEnd.IsReached(bytes, format, Layout.Width, Layout.Height, info.PixelType.BitsPerPixel))
            {
                throw new EndOfStreamException();
            }

            using var stream = new CancellableStream(bytes, cancellationToken);
            var image = Image.Load<Rgba32>(reader, stream);
            if (image.Width == Layout.Width && image.Height == Layout.Height)
            {
                return image;
            }

            image.Dispose();
            throw new InvalidDataException("The picture's size differs from its header.");
        }

        /// <summary>
        /// Bytes per pixel: four for the picture, plus what a decoder holds in addition, at most a progressive JPEG's coefficients.
        /// </summary>
        private static double HeldFor(ImageFormat format) => format is ImageFormat.Bmp or ImageFormat.Pbm ? 6 : 10;

        private static byte[]? ExifOf(byte[] bytes, ImageFormat format, IImageInfo info) =>
            format == ImageFormat.WebP ? WebPFrames.Content(bytes, "EXIF"u8) : info.Metadata.ExifProfile?.ToByteArray();

        private static int OrientationOf(byte[] bytes, ImageFormat format, IImageInfo info)
        {
            var tiff = format == ImageFormat.Tiff ? bytes : TakenTime.WithoutHead(ExifOf(bytes, format, info) ?? []);
            return TiffDirectory.First(tiff)?.Value(OrientationTag, 1) is >= 1 and <= 8 and var turn ? (int)turn : 1;
        }
    }

    /// <summary>A file stream that stops, and with it the decoding, when the caller cancels.</summary>
    private sealed class CancellableStream(byte[] bytes, CancellationToken cancellationToken) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return base.Read(buffer, offset, count);
        }
    }
}
