using System.Text.Json;

namespace Txt2Image.Api.Images;

/// <summary>The root-relative URLs of a collection's images.</summary>
internal readonly struct ImageUrls(PathString pathBase, string collection)
{
    private const string Thumbnail = "/thumbnail";
    private const int IdLength = 36;
    private readonly string _prefix = $"{pathBase.ToUriComponent()}/collections/{Uri.EscapeDataString(collection)}/images/";

    public string Image(Guid id) => $"{_prefix}{id:D}";

    public string ThumbnailOf(Guid id) => $"{_prefix}{id:D}{Thumbnail}";

    /// <summary>Writes both URLs of an image without allocating strings.</summary>
    public void Write(Utf8JsonWriter json, JsonEncodedText image, JsonEncodedText thumbnail, Guid id)
    {
        var length = _prefix.Length + IdLength + Thumbnail.Length;
        var url = length <= 512 ? stackalloc char[length] : new char[length];
        _prefix.CopyTo(url);
        id.TryFormat(url[_prefix.Length..], out _, "D");
        Thumbnail.CopyTo(url[(_prefix.Length + IdLength)..]);
        json.WriteString(image, url[..(_prefix.Length + IdLength)]);
        json.WriteString(thumbnail, url);
    }
}
