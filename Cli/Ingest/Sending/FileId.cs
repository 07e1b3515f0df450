using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>The id of an image that has not been sent.</summary>
internal static class FileId
{
    /// <exception cref="UnreadableImageException">It cannot be read, or changed meanwhile.</exception>
    public static Guid Of(ImageFile image)
    {
        try
        {
            using var bytes = image.Open();
            var id = ImageId.Of(bytes);
            return image.FindChange(bytes) is { } change ? throw new UnreadableImageException(image, FailureCode.Changed, change) : id;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(image, FailureCode.Unreadable, exception.Message);
        }
    }
}
