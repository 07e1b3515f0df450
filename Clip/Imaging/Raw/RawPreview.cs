namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>The picture that a camera put into its RAW file: the file's largest JPEG.</summary>
/// <param name="Maker">The maker's name and format.</param>
/// <param name="MediaType">The file's customary media type.</param>
/// <param name="Jpeg">The JPEG's bytes.</param>
/// <param name="Orientation">The turn that it needs, once: the RAW file's own, or else the JPEG's.</param>
/// <param name="Exif">The EXIF block, if any.</param>
internal sealed record RawPreview(string Maker, string MediaType, byte[] Jpeg, int Orientation, byte[]? Exif)
{
    /// <summary>A smaller picture is a thumbnail for a list, not one to search by.</summary>
    private const int LeastSide = 256;

    private const int OrientationTag = 0x112;

    /// <summary>The preview of a RAW file; null if the file is none.</summary>
    /// <exception cref="ImageException">It is a RAW file without a preview.</exception>
    public static RawPreview? Find(byte[] file) => RawKind.Of(file) is not { } kind ? null : Choose(file, kind, kind.Container switch
    {
        RawContainer.Fuji => RawFuji.Read(file),
        RawContainer.Boxes => RawCanonBoxes.Read(file),
        _ => RawTiff.Read(file),
    });

    private static RawPreview Choose(byte[] file, RawKind kind, RawParts parts)
    {
        foreach (var (start, length) in parts.Others)
        {
            if (length > 0 && start + length > file.Length)
            {
                throw Unsupported.CutOffRaw(kind.Name);
            }
        }

        (JpegHeader Header, int Start, int Length)? best = null;
        foreach (var (start, length) in parts.Jpegs)
        {
            if (length == 0)
            {
                continue;
            }

            if (start <= 0 || length < 0 || length > file.Length - start)
            {
                throw Unsupported.CutOffRaw(kind.Name);
            }

            if (JpegHeader.Read(file.AsSpan((int)start, (int)length)) is { IsPicture: true } header
                && header.Pixels > (best?.Header.Pixels ?? 0))
            {
                best = (header, (int)start, (int)length);
            }
        }

        if (best is not var (found, at, bytes) || Math.Max(found.Width, found.Height) < LeastSide)
        {
            throw Unsupported.CameraRaw(kind.Name, best is var (small, _, _) ? $"only a thumbnail of {small.Width} x {small.Height} pixels" : null);
        }

        var orientation = parts.Orientation ?? (found.Exif is { } own ? TiffDirectory.First(own)?.Value(OrientationTag, 1) : null);
        return new(
            kind.Name, kind.MediaType, file.AsSpan(at, bytes).ToArray(), orientation is >= 1 and <= 8 and var turn ? (int)turn : 1,
            parts.Exif ?? found.Exif);
    }
}

/// <summary>What a RAW file is made of.</summary>
/// <param name="Jpegs">The places of its JPEGs, which may be wrong.</param>
/// <param name="Orientation">Its turn, if it names one.</param>
/// <param name="Exif">Its EXIF block, if any.</param>
internal sealed record RawParts(IReadOnlyList<(long Start, long Length)> Jpegs, long? Orientation, byte[]? Exif)
{
    /// <summary>The places of its other data, by which a truncated file is found out.</summary>
    public IReadOnlyList<(long Start, long Length)> Others { get; init; } = [];
}
