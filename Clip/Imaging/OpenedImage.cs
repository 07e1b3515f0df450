namespace Txt2Image.Clip.Imaging;

/// <summary>An image past the guards, ready to be decoded once.</summary>
internal sealed class OpenedImage : IDisposable
{
    /// <summary>Bytes decoded at a time, about: less than what the collector calls a large object.</summary>
    private const int StepBytes = 1 << 16;

    /// <summary>Bytes held by a decoder from which on its freed memory is given back at once.</summary>
    private const double TrimmedFrom = 8 << 20;

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
        var source = OpenSource(decoder, bytes, format);
        try
        {
            MemoryGuard.Check(source.Layout, format, bytes.Length, limits);
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

    public void Dispose()
    {
        var held = Layout.Held * Layout.Pixels;
        _source.Dispose();
        if (held > TrimmedFrom)
        {
            NativeHeap.Trim();
        }
    }

    private byte[] Finish(RowResizer window, TileSpec spec) => Orientation.Apply(window.Finish(3), spec.Size, spec.Size, 3, Layout.Orientation);

    /// <summary>Every row is decoded, also where the tile needs none of it: a file that is cut off is refused whatever its shape.</summary>
    private void Decode(RowResizer tile, Thumbnail? thumbnail, CancellationToken ct)
    {
        var rowBytes = checked(Layout.Width * Layout.Samples * Layout.SampleBytes);
        var step = Math.Clamp(StepBytes / rowBytes, 1, Layout.Height);
        var rows = new byte[step * rowBytes];
        var pixels = new byte[Layout.Width * 4];
        for (var top = 0; top < Layout.Height; top += step)
        {
            ct.ThrowIfCancellationRequested();
            var count = Math.Min(step, Layout.Height - top);
            Read(top, count, rows.AsSpan(0, count * rowBytes));
            for (var i = 0; i < count; i++)
            {
                var samples = PixelRows.Narrow(rows.AsSpan(i * rowBytes, rowBytes), Layout.SampleBytes);
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

    private void Read(int top, int count, Span<byte> rows)
    {
        try
        {
            _source.ReadRows(top, count, rows);
        }
        catch (Exception e) when (e is not ImageException)
        {
            throw Broken(_format, e);
        }
    }

    private static IPixelSource OpenSource(IImageDecoder decoder, byte[] bytes, ImageFormat format)
    {
        try
        {
            return decoder.Open(bytes, format);
        }
        catch (Exception e) when (e is not ImageException)
        {
            throw Broken(format, e);
        }
    }

    /// <summary>A library's failure is a broken file; its text, which may quote other files, stays inside.</summary>
    private static ImageException Broken(ImageFormat format, Exception e) => new(ImageFault.Corrupt, $"The {format} file is cut off or broken.", e);
}
