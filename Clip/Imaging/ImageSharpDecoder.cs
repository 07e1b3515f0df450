#if UPSTREAM
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Decodes with ImageSharp, which holds the whole first frame as RGBA. Its pixels are not those of the reference; vectors made with it must
/// not meet others', which its name in the preprocessing version sees to.
/// </summary>
internal sealed class ImageSharpDecoder : IImageDecoder
{
    private static readonly DecoderOptions Options = new() { MaxFrames = 1 };

    public string Name => "imagesharp";

    public bool CanShrink => false;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) => new Source(bytes, Image.Identify(Options, bytes));

    private sealed class Source(byte[] bytes, ImageInfo info) : IPixelSource
    {
        private const double FrameAndDecoder = 10;
        private Image<Rgba32>? _image;

        public PixelLayout Layout { get; } = new(
            info.Width, info.Height, Samples: 4, SampleBytes: 1, IsCmyk: false, Orientation(info.Metadata.ExifProfile), FrameAndDecoder);

        public byte[]? Profile => info.Metadata.IccProfile?.ToByteArray();

        public byte[]? Exif => info.Metadata.ExifProfile?.ToByteArray();

        public void ReadRows(int top, int count, Span<byte> rows)
        {
            _image ??= Image.Load<Rgba32>(Options, bytes);
            var rowBytes = Layout.Width * 4;
            var block = new byte[count * rowBytes];
            _image.ProcessPixelRows(pixels =>
            {
                for (var i = 0; i < count; i++)
                {
                    MemoryMarshal.AsBytes(pixels.GetRowSpan(top + i)).CopyTo(block.AsSpan(i * rowBytes));
                }
            });
            block.CopyTo(rows);
        }

        public void Dispose() => _image?.Dispose();

        private static int Orientation(ExifProfile? exif) =>
            exif is not null && exif.TryGetValue(ExifTag.Orientation, out var value) && value.Value is >= 1 and <= 8 ? value.Value : 1;
    }
}
#endif
