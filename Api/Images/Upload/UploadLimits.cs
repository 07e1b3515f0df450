namespace Txt2Image.Api.Images.Upload;

/// <summary>The limits of uploads. Their product bounds the memory in use.</summary>
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

    /// <summary>The most uploads that are read at the same time. Others wait, and are rejected after <see cref="Patience"/>.</summary>
    public const int AtOnce = 8;

    /// <summary>How long an upload waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
}
