namespace Txt2Image.Clip.Imaging;

/// <summary>Why an image is refused.</summary>
public enum ImageFault
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>More bytes than <see cref="ImageLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>More pixels than <see cref="ImageLimits.MaxPixels"/>, or more than fit in the memory that it stands for.</summary>
    TooManyPixels,

    /// <summary>No format that is read; camera RAW, HEIC and BMP are named.</summary>
    Unsupported,

    /// <summary>A format that is read, but the file is cut off or broken.</summary>
    Corrupt,
}
