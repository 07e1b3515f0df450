using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Images;

namespace Txt2Image.Grains.Ingesting;

/// <summary>The progress of one upload.</summary>
internal sealed class ImageWalk(Guid collection, ImageUpload upload)
{
    public ImageUpload Upload { get; } = upload;

    public Guid Id { get; } = ImageId.Of(upload.Bytes.Span);

    public ImageKey Key => new(collection, Id);

    /// <summary>The decoded image, once it has been needed.</summary>
    public PreparedImage? Prepared { get; set; }

    /// <summary>The image to send to the collection, once it is ready.</summary>
    public NewImage? Image { get; set; }

    /// <summary>Whether its bytes were deleted while its point was written, and had to be stored again.</summary>
    public bool HasLostBytes { get; set; }

    /// <summary>The outcome; null while it is in progress.</summary>
    public AddOutcome? Outcome { get; set; }

    /// <summary>The image for a collection that already has its embedding.</summary>
    /// <param name="isPreviewOnly">Whether its original is not stored.</param>
    public NewImage WithoutEmbedding(bool isPreviewOnly) =>
        new()
        {
            Id = Id,
            Name = Upload.Name,
            Caption = Upload.Caption,
            Fields = ImageFields.ToWire(Upload.Fields?.Values),
            IsPreviewOnly = isPreviewOnly,
            Replaces = Upload.Replaces,
        };

    public NewImage WithEmbedding(Embedding embedding) => WithoutEmbedding(isPreviewOnly: !Upload.KeepsOriginal) with
    {
        Embedding = embedding,
        Width = Prepared!.Width,
        Height = Prepared.Height,
        MediaType = Prepared.MediaType,
        Bytes = Upload.Bytes.Length,
        Taken = Prepared.Taken,
        ThumbHash = Prepared.ThumbHash,
        IsRawPreview = Prepared.IsRawPreview,
    };
}
