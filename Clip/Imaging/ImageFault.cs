namespace Txt2Image.Clip.Imaging;

/// <summary>Why an image is rejected.</summary>
public enum ImageFault
{
    /// <summary>The file is empty.</summary>
    Empty,

    /// <summary>The file has more bytes than <see cref="ImageLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>
    /// More pixels than <see cref="ImageLimits.MaxPixels"/>, or more than can be decoded within the memory budget that follows from it.
    /// </summary>
    TooManyPixels,

    /// <summary>The format is not supported; the message names camera RAW, HEIC and others.</summary>
    Unsupported,

    /// <summary>The format is supported, but the file is truncated or damaged.</summary>
    Corrupt,
}
