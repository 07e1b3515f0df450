using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>What happened to one image.</summary>
/// <param name="Item">The image.</param>
/// <param name="Status">Whether it was added.</param>
/// <param name="Code">Why it failed, for programs.</param>
/// <param name="Reason">Why it failed, for people.</param>
/// <param name="Version">The collection's version afterwards, if the server told it.</param>
/// <param name="Id">The image's id, if the server told it.</param>
internal sealed record Outcome<T>(
    T Item, ImageStatus Status, string? Code = null, string? Reason = null, string? Version = null, Guid? Id = null)
{
    /// <summary>Whether its file lacks pixels, and the server accepted it without them.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether the same image may be accepted a little later.</summary>
    public bool IsTransient => Status == ImageStatus.Failed && ErrorCodes.IsTransient(Code);
}

internal static class Outcome
{
    public static Outcome<T> Failed<T>(T item, string? code, string reason) => new(item, ImageStatus.Failed, code, reason);

    /// <summary>The outcome that the server reports for an image.</summary>
    public static Outcome<T> Of<T>(T item, UploadedImage answer, string? version) => answer.Status != ImageStatus.Failed
        ? new(item, answer.Status, Version: version, Id: answer.Id) { IsTruncated = answer.Truncated }
        : Failed(item, answer.Error?.Code, answer.Error?.Detail ?? "the server gave no reason");
}
