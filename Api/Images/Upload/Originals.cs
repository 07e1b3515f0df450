using Txt2Image.Api.Requests;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>The parameter <c>originals</c> of an upload: whether to store the images' bytes, or only previews of them.</summary>
internal static class Originals
{
    public const string Name = "originals";
    public const string Copy = "copy";
    public const string None = "none";

    public static bool AreKept(QueryParameters query) => query.Text(Name) switch
    {
        null or Copy => true,
        None => false,
        var other => throw Wrong.Invalid($"{Name} must be {Copy} (store the original bytes) or {None} (previews only), not '{Wrong.Short(other)}'."),
    };

    /// <summary>Marks each upload with whether its bytes are stored.</summary>
    public static IAsyncEnumerable<ImageUpload> Mark(IAsyncEnumerable<ImageUpload> uploads, bool areKept) =>
        areKept ? uploads : uploads.Select(upload => upload with { KeepsOriginal = false });
}
