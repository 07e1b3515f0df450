namespace Txt2Image.Api.Images.Upload;

/// <summary>The limits of uploads.</summary>
internal static class UploadLimits
{
    /// <summary>The largest request body.</summary>
    public const long BodyBytes = 512L << 20;

    /// <summary>The most images in one request.</summary>
    public const int Images = 256;

    /// <summary>The largest part that is not a file.</summary>
    public const int FieldBytes = 1 << 20;

    /// <summary>The most images that are added together as a group.</summary>
    public const int GroupImages = 16;

    /// <summary>A group that reaches this many bytes is added.</summary>
    public const long GroupBytes = 32L << 20;

    /// <summary>The most groups that are decoded and added at the same time. Others wait, and are rejected after <see cref="Patience"/>.</summary>
    public const int AtOnce = 8;

    /// <summary>The most bytes of all uploads in memory. Images that arrive beyond that are rejected.</summary>
    public const long BufferedBytes = 512L << 20;

    /// <summary>How long a group waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>When to send again what was rejected.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
}
