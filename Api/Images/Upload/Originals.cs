using Txt2Image.Api.Requests;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>The parameter <c>originals</c> of an upload: whether the images' bytes are kept, or only previews of them.</summary>
internal static class Originals
{
    public const string Name = "originals";
    public const string Copy = "copy";
    public const string None = "none";

    public static bool AreKept(QueryParameters query) => query.Text(Name) switch
    {
        null or Copy => true,
        None => false,
        var other => throw Wrong.Invalid($"{Name} is {Copy} (keep the images' bytes) or {None} (keep previews only), not '{Wrong.Short(other)}'."),
    };

    /// <summary>The uploads, each with what is to become of its bytes.</summary>
    public static IAsyncEnumerable<ImageUpload> Mark(IAsyncEnumerable<ImageUpload> uploads, bool areKept) =>
        areKept ? uploads : uploads.Select(upload => upload with { KeepsOriginal = false });
}
