namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>Decodes the JPEG in a RAW file, with the turn and the EXIF block of the whole.</summary>
internal sealed class RawDecoder(RawPreview raw, IImageDecoder inner) : IImageDecoder
{
    public string Name => inner.Name;

    public bool CanShrink => inner.CanShrink;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) => new Source(inner.Open(bytes, format, factor), raw);

    public IPixelSource OpenTruncated(byte[] bytes, ImageFormat format, int factor) =>
        new Source(inner.OpenTruncated(bytes, format, factor), raw);

    private sealed class Source(IPixelSource inner, RawPreview raw) : IPixelSource
    {
        public PixelLayout Layout { get; } = inner.Layout with { Orientation = raw.Orientation };

        public byte[]? Profile => inner.Profile;

        public byte[]? Exif => raw.Exif;

        public byte[]? Xmp => inner.Xmp;

        public byte[]? Iptc => inner.Iptc;

        public bool IsSuspect => inner.IsSuspect;

        public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken) =>
            inner.ReadRows(top, count, rows, cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
