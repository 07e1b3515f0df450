using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>An image that passed the guards and is ready to be decoded.</summary>
internal sealed class OpenedImage : IDisposable
{
    /// <summary>About how many bytes are decoded at a time: less than a large object for the garbage collector.</summary>
    private const int StepBytes = 1 << 16;

    /// <summary>If a decoder holds at least this many bytes, its freed memory is returned to the system at once.</summary>
    private const double TrimmedFrom = 8 << 20;

    private readonly ImageReader _reader;
    private readonly RawPreview? _raw;
    private readonly bool _shrinks;
    private IPixelSource _source;
    private int _factor = 1;

    private OpenedImage(ImageReader reader, RawPreview? raw, IPixelSource source, bool shrinks)
    {
        _reader = reader;
        _raw = raw;
        _source = source;
        _shrinks = shrinks;
        Layout = source.Layout;
    }

    /// <summary>The picture at its full size, whatever size it is decoded at.</summary>
    public PixelLayout Layout { get; }

    public static OpenedImage Open(IImageDecoder decoder, byte[] bytes, ImageLimits limits, bool shrinks)
    {
        var raw = RawPreview.Find(bytes);
        var format = raw is null ? ImageFormats.Sniff(bytes) ?? throw Unsupported.Describe(bytes) : ImageFormat.Jpeg;
        var reader = raw is null
            ? new ImageReader(Decoders.For(format, decoder), bytes, format)
            : new ImageReader(new RawDecoder(raw, decoder), raw.Jpeg, format);
        var source = reader.Open(factor: 1);
        try
        {
            MemoryGuard.Check(source.Layout, format, bytes.Length, limits);
            return new(reader, raw, source, shrinks);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public byte[] Tile(TileSpec spec)
    {
        Shrink(spec, RenditionSpec.Thumbnail);
        var tile = TileOf(spec);
        Decode(tile, colours: null, [], CancellationToken.None);
        return Finish(tile, spec);
    }

    /// <summary>
    /// Decodes once, or twice if the preview needs more pixels than tile and thumbnail. Those must not depend on whether there is a preview, because
    /// a file has one embedding.
    /// </summary>
    public PreparedImage Prepare(TileSpec spec, bool withPreview, CancellationToken cancellationToken)
    {
        Shrink(spec, RenditionSpec.Thumbnail);
        var (tile, colours, thumbnail) = (TileOf(spec), new Colours(_source.Layout, _reader.ProfileOf(_source)), RenditionSpec.Thumbnail);
        var taken = TakenTime.Read(_reader.Format == ImageFormat.Tiff ? _reader.Bytes : _source.Exif);
        List<Rendition> renditions = [RenditionOf(colours, thumbnail)];
        var together = withPreview && FactorFor(spec, RenditionSpec.Preview) == _factor;
        if (together)
        {
            renditions.Add(RenditionOf(colours, RenditionSpec.Preview));
        }

        Decode(tile, colours, renditions, cancellationToken);
        if (withPreview && !together)
        {
            Shrink(spec, RenditionSpec.Preview);
            renditions.Add(RenditionOf(colours, RenditionSpec.Preview));
            Decode(tile: null, colours, renditions[1..], cancellationToken);
        }

        var (width, height) = Orientation.Transposes(Layout.Orientation) ? (Layout.Height, Layout.Width) : (Layout.Width, Layout.Height);
        return new(Finish(tile, spec), renditions[0].Encode(), width, height, _raw?.MediaType ?? ImageFormats.MediaType(_reader.Format))
        {
            IsRawPreview = _raw is not null,
            Preview = withPreview ? renditions[1].Encode() : null,
            Taken = taken,
        };
    }

    /// <summary>The preview of a picture of which nothing else is needed.</summary>
    public byte[] Preview(CancellationToken cancellationToken)
    {
        var spec = RenditionSpec.Preview;
        Shrink(_shrinks ? ShrinkOnLoad.Factor(Layout, _reader.Format, spec.LongestSide) : 1);
        var colours = new Colours(_source.Layout, _reader.ProfileOf(_source));
        var preview = RenditionOf(colours, spec);
        Decode(tile: null, colours, [preview], cancellationToken);
        return preview.Encode();
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

    private int FactorFor(TileSpec spec, RenditionSpec rendition) =>
        _shrinks ? ShrinkOnLoad.Factor(Layout, _reader.Format, spec, rendition.LongestSide) : 1;

    /// <summary>Reopens the file if it can be decoded at a smaller size.</summary>
    private void Shrink(TileSpec spec, RenditionSpec rendition) => Shrink(FactorFor(spec, rendition));

    private void Shrink(int factor)
    {
        if (factor == _factor)
        {
            return;
        }

        var source = _reader.Open(factor);
        _source.Dispose();
        (_source, _factor) = (source, factor);
    }

    private RowResizer TileOf(TileSpec spec) => new(
        _source.Layout.Width, _source.Layout.Height, TileGeometry.Tile(Layout, spec), 3, spec.Resampling, TileGeometry.IsDownFirst(Layout, spec));

    private Rendition RenditionOf(Colours colours, RenditionSpec spec) => new(Layout, _source.Layout.Width, _source.Layout.Height, colours, spec);

    private byte[] Finish(RowResizer tile, TileSpec spec) => Orientation.Apply(tile.Finish(), spec.Size, spec.Size, 3, Layout.Orientation);

    /// <summary>Decodes every row, even those that the tile does not need, so that a truncated file is rejected whatever its shape.</summary>
    private void Decode(RowResizer? tile, Colours? colours, IReadOnlyList<Rendition> renditions, CancellationToken cancellationToken)
    {
        var layout = _source.Layout;
        var rowBytes = checked(layout.Width * layout.Samples * layout.SampleBytes);
        var step = Math.Clamp(StepBytes / rowBytes, 1, layout.Height);
        var rows = new byte[step * rowBytes];
        var pixels = new byte[layout.Width * 4];
        for (var top = 0; top < layout.Height; top += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(step, layout.Height - top);
            _reader.Read(_source, top, count, rows.AsSpan(0, count * rowBytes), cancellationToken);
            for (var i = 0; i < count; i++)
            {
                var samples = PixelRows.Narrow(rows.AsSpan(i * rowBytes, rowBytes), layout.SampleBytes);
                PixelRows.ToRgb(samples, layout, pixels);
                if (tile?.Needs(top + i) == true)
                {
                    tile.Add(top + i, pixels);
                }

                colours?.Show(samples, pixels);
                foreach (var rendition in renditions)
                {
                    rendition.Add(top + i, pixels);
                }
            }
        }
    }
}
