using System.Globalization;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Images.Listing;

/// <summary>
/// A place in the order of images by time, as clients send it back: the seconds since 1970, if they are known, an underscore and the id.
/// </summary>
internal static class Places
{
    private const char Separator = '_';

    public static string Write(ListedImage image) => string.Create(CultureInfo.InvariantCulture, $"{image.Taken:R}{Separator}{image.Id:D}");

    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: the text is none of <see cref="Write"/>.</exception>
    public static ListedPlace Read(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        var hasTime = double.TryParse(text.AsSpan(0, Math.Max(at, 0)), NumberStyles.Float, CultureInfo.InvariantCulture, out var taken)
            && double.IsFinite(taken);
        return (hasTime || at == 0) && Guid.TryParse(text.AsSpan(at + 1), out var id)
            ? new ListedPlace(hasTime ? taken : null, id)
            : throw Wrong.Invalid($"after must be the next of the page before, not '{Wrong.Short(text)}'.");
    }
}
