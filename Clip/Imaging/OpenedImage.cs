namespace Txt2Image.Clip.Imaging;

/// <summary>An image past the guards, ready to be decoded once.</summary>
internal sealed class OpenedImage : IDisposable
{
    /// <summary>Bytes decoded at a time, about: less than what the collector calls a large object.</summary>
    private const int StepBytes = 1 << 16;

    private readonly IPixelSource _source;
    private readonly ImageFormat _format;

    private OpenedImage(IPixelSource source, ImageFormat format)
    {
        _source = source;
        _format = format;
    }

    public PixelLayout Layout => _source.Layout;

    public static OpenedImage Open(IImageDecoder decoder, byte[] bytes, ImageLimits limits)
    {
        var format = ImageFormats.Sniff(bytes) ?? throw Unsupported.Describe(bytes);
        if (format == ImageFormat.Tiff && TiffDirectory.First(bytes) is { } first && CameraRaw.Detect(bytes, first) is { } maker)
        {
            throw Unsupported.CameraRaw(maker);
        }
        var source = Guard(() => decoder.Open(bytes, format), format);
        try
        {
            MemoryGuard.Check(source.Layout, format, limits);
            return new(source, format);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public byte[] Tile(TileSpec spec)
    {
        var window = new RowResizer(Layout.Width, Layout.Height, TileGeometry.Tile(Layout, spec));
        Decode(window, thumbnail: null, CancellationToken.None);
        return Finish(window, spec);
    }

    public PreparedImage Prepare(TileSpec spec, CancellationToken ct)
    {
        var tile = new RowResizer(Layout.Width, Layout.Height, TileGeometry.Tile(Layout, spec));
        var thumbnail = new Thumbnail(Layout, _source.Profile);
        Decode(tile, thumbnail, ct);
        var (width, height) = Orientation.Transposes(Layout.Orientation) ? (Layout.Height, Layout.Width) : (Layout.Width, Layout.Height);
        return new(Finish(tile, spec), thumbnail.Encode(), width, height, ImageFormats.MediaType(_format));
    }

    public void Dispose() => _source.Dispose();

    private byte[] Finish(RowResizer window, TileSpec spec) => Orientation.Apply(window.Finish(3), spec.Size, spec.Size, 3, Layout.Orientation);

    /// <summary>Every row is decoded, also where the tile needs none of it: a file that is cut off is refused whatever its shape.</summary>
    private void Decode(RowResizer tile, Thumbnail? thumbnail, CancellationToken ct)
    {
        var rowBytes = (long)Layout.Width * Layout.Samples * Layout.SampleBytes;
        var step = (int)Math.Clamp(StepBytes / rowBytes, 1, 128);
        var pixels = new byte[Layout.Width * 4];
        for (var top = 0; top < Layout.Height; top += step)
        {
            ct.ThrowIfCancellationRequested();
            var count = Math.Min(step, Layout.Height - top);
            var rows = Guard(() => _source.ReadRows(top, count), _format);
            for (var i = 0; i < count; i++)
            {
                var samples = PixelRows.Narrow(rows.AsSpan((int)(i * rowBytes), (int)rowBytes), Layout.SampleBytes);
                Add(samples, top + i, pixels, tile, thumbnail);
            }
        }
    }

    private void Add(ReadOnlySpan<byte> samples, int y, byte[] pixels, RowResizer tile, Thumbnail? thumbnail)
    {
        PixelRows.ToRgb(samples, Layout, pixels);
        if (tile.Needs(y))
        {
            tile.Add(y, pixels);
        }
        thumbnail?.Add(y, samples, pixels);
    }

    /// <summary>A library's failure is a broken file; its text, which may quote other files, stays inside.</summary>
    private static T Guard<T>(Func<T> work, ImageFormat format)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not ImageException and not OperationCanceledException)
        {
            throw new ImageException(ImageFault.Corrupt, $"The {format} file is cut off or broken.", e);
        }
    }
}
