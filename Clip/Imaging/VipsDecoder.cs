using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>Decodes with libvips, using only the loaders listed here, one thread per image and no cache.</summary>
internal sealed class VipsDecoder : IImageDecoder
{
    /// <summary>A progressive JPEG whose coefficients take more than this is rewritten as a baseline one, which is decoded in a few rows.</summary>
    private const double MostHeld = 128 << 20;

    /// <summary>Whether libvips has warned on this thread: when an image is closed, it says whether decoding gave warnings.</summary>
    [ThreadStatic]
    private static bool _hasWarned;

    static VipsDecoder()
    {
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (string[])["Jpeg", "Png", "Webp", "Nsgif", "Tiff"])
        {
            Operation.Block("VipsForeignLoad" + loader, false);
        }

        // The caller reports damaged files; the library's warnings would quote them.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => _hasWarned = true);
    }

    public string Name => "vips";

    public bool CanShrink => true;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) => Open(bytes, format, factor, Enums.FailOn.Error);

    public IPixelSource OpenTruncated(byte[] bytes, ImageFormat format, int factor) => Open(bytes, format, factor, Enums.FailOn.None);

    private static Rows Open(byte[] bytes, ImageFormat format, int factor, Enums.FailOn failOn)
    {
        var source = Source.NewFromMemory(format == ImageFormat.Tiff ? TiffSamples.WithoutLab(bytes) : bytes);
        Image? image = null;
        try
        {
            image = Load(source, format, factor, failOn);
            var layout = VipsLayout.Of(image, format, bytes);
            if (format == ImageFormat.Jpeg && layout.Held * layout.Pixels > MostHeld && JpegBaseline.Of(bytes) is { } baseline)
            {
                image.Dispose();
                source.Dispose();
                source = Streamed(baseline);
                image = Load(source, format, factor, failOn);
                layout = VipsLayout.Of(image, format, bytes);
            }

            return new Rows(source, image, layout);
        }
        catch
        {
            image?.Dispose();
            source.Dispose();
            throw;
        }
    }

    private static SourceCustom Streamed(JpegBaseline baseline)
    {
        var source = new SourceCustom();
        source.OnRead += (buffer, length) => baseline.Read(buffer.AsSpan(0, length));
        return source;
    }

    private static Image Load(Source source, ImageFormat format, int factor, Enums.FailOn failOn)
    {
        const Enums.Access Sequential = Enums.Access.Sequential;
        return format switch
        {
            ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: factor, access: Sequential, failOn: failOn),
            ImageFormat.Png => Image.PngloadSource(source, access: Sequential, failOn: failOn),
            ImageFormat.WebP => Image.WebploadSource(source, access: Sequential, failOn: failOn),
            ImageFormat.Gif => Image.GifloadSource(source, access: Sequential, failOn: failOn),
            ImageFormat.Tiff => Image.TiffloadSource(source, access: Sequential, failOn: failOn),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, message: null),
        };
    }

    /// <summary>An image and the source that it reads: the file in its own memory, not a copy.</summary>
    private sealed class Rows(Source source, Image image, in PixelLayout layout) : IPixelSource
    {
        private readonly VipsRegion _region = new(image);
        private bool _isDisposed;

        public PixelLayout Layout { get; } = layout;

        public byte[]? Profile => Blob("icc-profile-data");

        public byte[]? Exif => Blob("exif-data");

        public byte[]? Xmp => Blob("xmp-data");

        public byte[]? Iptc => Blob("iptc-data");

        public bool IsSuspect { get; private set; }

        public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken) =>
            _region.Read(top, count, Layout.Width, rows);

        private byte[]? Blob(string name) => image.Contains(name) ? image.Get(name) as byte[] : null;

        public void Dispose()
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _hasWarned = false;
            _region.Dispose();
            image.Dispose();
            source.Dispose();
            IsSuspect = _hasWarned;
        }
    }
}
