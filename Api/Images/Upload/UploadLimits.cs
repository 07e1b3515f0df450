namespace Txt2Image.Api.Images.Upload;

/// <summary>Bounds of uploads: what is in memory at once is their product.</summary>
internal static class UploadLimits
{
    /// <summary>The largest request body.</summary>
    public const long BodyBytes = 512L << 20;

    /// <summary>The most images in one request.</summary>
    public const int Images = 256;

    /// <summary>The largest part that is no file.</summary>
    public const int FieldBytes = 1 << 20;

    /// <summary>Images are handed on in groups of at most so many.</summary>
    public const int GroupImages = 16;

    /// <summary>A group is handed on once it holds so many bytes.</summary>
    public const long GroupBytes = 32L << 20;

    /// <summary>Uploads that are read at once; others wait a little, and are then refused.</summary>
    public const int AtOnce = 8;

    /// <summary>How long an upload waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
}
