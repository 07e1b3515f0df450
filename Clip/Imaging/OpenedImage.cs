using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>An image that passed the guards and is ready to be decoded.</summary>
internal sealed class OpenedImage : IDisposable
{
    /// <summary>About how many bytes are decoded at a time: less than a large object for the garbage collector.</summary>
    private const int StepBytes = 1 << 16;

    /// <summary>If a decoder holds at least this many bytes, its freed memory is returned to the system at once.</summary>
    private const double TrimmedFrom = 8 << 20;

    private readonly ImageLimits _limits;
    private readonly RawPreview? _raw;
    private readonly bool _shrinks;
    private ImageReader _reader;
    private IPixelSource _source;
    private int _factor = 1;
    private bool _isSuspect;
    private bool _isTruncated;
    private bool _isClosed;

    private OpenedImage(ImageReader reader, RawPreview? raw, IPixelSource source, ImageLimits limits, bool shrinks)
    {
        _reader = reader;
        _raw = raw;
        _source = source;
        _limits = limits;
        _shrinks = shrinks;
        _isTruncated = reader.IsTruncated;
        Layout = source.Layout;
    }

    /// <summary>The picture at its full size, whatever size it is decoded at.</summary>
    public PixelLayout Layout { get; private set; }

    public static OpenedImage Open(IImageDecoder decoder, byte[] bytes, ImageLimits limits, bool shrinks)
    {
        var raw = RawPreview.Find(bytes);
        var format = raw is null ? ImageFormats.Sniff(bytes) ?? throw Unsupported.Describe(bytes) : ImageFormat.Jpeg;
        var reader = raw is null
            ? new ImageReader(Decoders.For(format, decoder), bytes, format)
            : new ImageReader(new RawDecoder(raw, decoder), raw.Jpeg, format);
        try
        {
            return new(reader, raw, Guarded(reader, limits), limits, shrinks);
        }
        catch (ImageException exception) when (exception.Fault == ImageFault.Corrupt)
        {
            var mended = reader.Mend(limits, exception);
            return new(mended, raw, Guarded(mended, limits), limits, shrinks);
        }
    }

    public byte[] Tile(TileSpec spec) => Whole(() =>
    {
        Shrink(spec, RenditionSpec.Thumbnail);
        var tile = TileOf(spec);
        Decode(tile, colours: null, [], CancellationToken.None);
        return Finish(tile, spec);
    });

    /// <summary>Decodes an image to its tile, its thumbnail and, if requested, a preview.</summary>
    public PreparedImage Prepare(TileSpec spec, bool withPreview, TimeProvider time, CancellationToken cancellationToken) =>
        Whole(() => PrepareOnce(spec, withPreview, time, cancellationToken)) with { IsTruncated = _isTruncated };

    /// <summary>The preview of a picture of which nothing else is needed.</summary>
    public byte[] Preview(CancellationToken cancellationToken) => Whole(() =>
    {
        var spec = RenditionSpec.Preview;
        Shrink(_shrinks ? ShrinkOnLoad.Factor(Layout, _reader.Format, spec.LongestSide) : 1);
        var colours = new Colours(_source.Layout, _reader.ProfileOf(_source));
        var preview = RenditionOf(colours, spec);
        Decode(tile: null, colours, [preview], cancellationToken);
        return preview.Encode();
    });

    public void Dispose()
    {
        var held = Layout.Held * Layout.Pixels;
        Close();
        if (held > TrimmedFrom)
        {
            NativeHeap.Trim();
        }
    }

    private static IPixelSource Guarded(ImageReader reader, ImageLimits limits)
    {
        var source = reader.Open(factor: 1);
        try
        {
            MemoryGuard.Check(source.Layout, reader.Format, reader.Bytes.Length, limits);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Decodes the picture. If that fails, the file is mended and decoded again; if it succeeds although pixels are missing, the file is rejected, or
    /// marked if that is allowed.
    /// </summary>
    private T Whole<T>(Func<T> decode)
    {
        T result;
        try
        {
            result = decode();
        }
        catch (ImageException exception) when (exception.Fault == ImageFault.Corrupt && !_reader.IsMended)
        {
            _reader = _reader.Mend(_limits, exception);
            Close();
            (_source, _factor, _isSuspect, _isClosed) = (Guarded(_reader, _limits), 1, false, false);
            (_isTruncated, Layout) = (_reader.IsTruncated, _source.Layout);
            result = decode();
        }

        Close();
        _isTruncated |= Mending.LacksPixels(_reader.Bytes, _reader.Format, _isSuspect);
        return !_isTruncated || _limits.AllowTruncated ? result : throw _reader.Corrupt();
    }

    private void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _source.Dispose();
            _isSuspect |= _source.IsSuspect;
        }
    }

    /// <summary>
    /// Decodes once, or twice if the preview needs more pixels than tile and thumbnail. Those must not depend on whether there is a preview, because
    /// a file has one embedding.
    /// </summary>
    private PreparedImage PrepareOnce(TileSpec spec, bool withPreview, TimeProvider time, CancellationToken cancellationToken)
    {
        Shrink(spec, RenditionSpec.Thumbnail);
        var (tile, colours, thumbnail) = (TileOf(spec), new Colours(_source.Layout, _reader.ProfileOf(_source)), RenditionSpec.Thumbnail);
        var taken = TakenTime.Read(Metadata(), time);
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
            ThumbHash = renditions[0].Hash(),
        };
    }

    private MetadataBlocks Metadata() => new()
    {
        Exif = _reader.Format switch
        {
            ImageFormat.Tiff => _reader.Bytes,
            ImageFormat.Png => PngChunks.Content(_reader.Bytes, "eXIf"u8) ?? _source.Exif,
            _ => _source.Exif,
        },
        Xmp = _source.Xmp,
        Iptc = _source.Iptc,
        Texts = _reader.Format == ImageFormat.Png ? PngChunks.Texts(_reader.Bytes, DateText.PngKeywords, DateText.MostText) : [],
    };

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
        Close();
        (_source, _factor, _isClosed) = (source, factor, false);
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
