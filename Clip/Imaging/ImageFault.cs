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

    /// <summary>No format that is read; camera RAW, HEIC and BMP are named.</summary>
    Unsupported,

    /// <summary>A format that is read, but the file is cut off or broken.</summary>
    Corrupt,
}
