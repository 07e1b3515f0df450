using Txt2Image.Api.Errors;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>An image of a request, or why it is not taken: one bad image does not spoil the others.</summary>
internal sealed record Arrival(string Name, ImageUpload? Upload, Failure Failure)
{
    private const int MaxCaption = 4096;

    /// <summary>An image whose bytes have been read; null where they were over the limit.</summary>
    public static Arrival Of(string name, byte[]? bytes, UploadDetails details, int maxBytes)
    {
        if (bytes is null)
        {
            return Refused(name, ErrorCode.TooLarge, $"The file is larger than {maxBytes >> 20} MB.");
        }

        if (name.Any(char.IsControl))
        {
            return Refused(name, ErrorCode.InvalidRequest, "An image's name holds no control characters.");
        }

        return details.Caption is { Length: > MaxCaption }
            ? Refused(name, ErrorCode.InvalidRequest, $"A caption has at most {MaxCaption} characters.")
            : new(name, new ImageUpload(name, bytes, details.Caption, details.Fields) { Given = details.Given }, default);
    }

    public static Arrival Refused(string name, ErrorCode code, string detail) => new(name, null, new Failure(code, detail));
}
