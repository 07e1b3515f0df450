using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>Decodes with libvips, using only the loaders listed here, one thread per image and no cache.</summary>
internal sealed class VipsDecoder : IImageDecoder
{
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
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
    }

    public string Name => "vips";

    public bool CanShrink => true;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor)
    {
        const Enums.Access Rows = Enums.Access.Sequential;
        const Enums.FailOn Broken = Enums.FailOn.Error;
        var image = format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, shrink: factor, access: Rows, failOn: Broken),
            ImageFormat.Png => Image.PngloadBuffer(bytes, access: Rows, failOn: Broken),
            ImageFormat.WebP => Image.WebploadBuffer(bytes, access: Rows, failOn: Broken),
            ImageFormat.Gif => Image.GifloadBuffer(bytes, access: Rows, failOn: Broken),
            ImageFormat.Tiff => Image.TiffloadBuffer(bytes, access: Rows, failOn: Broken),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, message: null),
        };
        try
        {
            return new Source(image, format, bytes);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private sealed class Source : IPixelSource
    {
        private readonly Image _image;
        private readonly VipsRegion _region;

        public Source(Image image, ImageFormat format, byte[] bytes)
        {
            Layout = VipsLayout.Of(image, format, bytes);
            _image = image;
            _region = new(image);
        }

        public PixelLayout Layout { get; }

        public byte[]? Profile => Blob("icc-profile-data");

        public byte[]? Exif => Blob("exif-data");

        public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken) =>
            _region.Read(top, count, Layout.Width, rows);

        private byte[]? Blob(string name) => _image.Contains(name) ? _image.Get(name) as byte[] : null;

        public void Dispose()
        {
            _region.Dispose();
            _image.Dispose();
        }
    }
}
