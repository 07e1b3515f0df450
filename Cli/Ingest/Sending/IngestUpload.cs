using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>An image of a source as it is sent.</summary>
internal static class IngestUpload
{
    /// <param name="image">The image.</param>
    /// <param name="replaced">What was sent before from the same file.</param>
    public static ImageUpload Of(ImageFile image, Guid? replaced) => new()
    {
        Name = image.Name,
        Content = () => new ImageContent(image),
        Caption = image.Details.Caption,
        Fields = image.Details.Fields,
        Replaces = replaced,
    };
}
