using System.Runtime.CompilerServices;
using ImageMagick;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>A picture that ImageMagick decodes as a whole when its first row or its profile is needed.</summary>
internal sealed class MagickSource(byte[] bytes, MagickFormat format, PixelLayout layout) : IPixelSource
{
    private MagickImage? _image;
    private IPixelCollection<byte>? _pixels;

    static MagickSource()
    {
        // One thread for each picture, nothing on disk, and sides that no picture within the limits has.
        const ulong LongestSide = 500_000;
        ResourceLimits.Thread = 1;
        ResourceLimits.Disk = 0;
        ResourceLimits.ListLength = 16;
        ResourceLimits.Width = LongestSide;
        ResourceLimits.Height = LongestSide;
        ResourceLimits.MaxProfileSize = 16 << 20;
    }

    public PixelLayout Layout => layout;

    public byte[]? Exif { get; init; }

    /// <summary>The profile from the file's header.</summary>
    public byte[]? HeaderProfile { get; init; }

    /// <summary>Whether only the library can read the profile.</summary>
    public bool HasInnerProfile { get; init; }

    /// <summary>Whether the colours are multiplied by alpha, which the library does not undo.</summary>
    public bool IsPremultiplied { get; init; }

    public byte[]? Profile => HasInnerProfile ? Image().GetColorProfile()?.ToByteArray() : HeaderProfile;

    public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken)
    {
        _pixels ??= Image().GetPixels();
        var samples = _pixels.ToByteArray(0, top, (uint)layout.Width, (uint)count, PixelMapping.RGBA)
            ?? throw new InvalidDataException("The picture has no pixels.");
        samples.CopyTo(rows);
        if (IsPremultiplied)
        {
            Divide(rows[..samples.Length]);
        }
    }

    public void Dispose()
    {
        _pixels?.Dispose();
        _image?.Dispose();
    }

    /// <summary>Divides the colours by alpha.</summary>
    private static void Divide(Span<byte> samples)
    {
        for (var at = 0; at < samples.Length; at += 4)
        {
            int alpha = samples[at + 3];
            for (var i = at; alpha is > 0 and < byte.MaxValue && i < at + 3; i++)
            {
                samples[i] = (byte)Math.Min(byte.MaxValue, ((samples[i] * byte.MaxValue) + (alpha / 2)) / alpha);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private MagickImage Image()
    {
        if (_image is not null)
        {
            return _image;
        }

        var settings = new MagickReadSettings { Format = format, FrameIndex = 0, FrameCount = 1 };
        if (!HasInnerProfile)
        {
            // The header's profile and EXIF were read already: the library need not look at any.
            settings.SetDefine("profile:skip", "*");
        }

        var image = new MagickImage();
        try
        {
            image.Read(bytes, settings);
            return image.Width == layout.Width && image.Height == layout.Height
                ? _image = image
                : throw new InvalidDataException("The picture's size differs from its header.");
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }
}
