using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>Combines what is known about an image: from tables, from its source, and from a file beside it.</summary>
/// <param name="tables">The tables; an earlier one wins.</param>
/// <param name="source">The source of the images.</param>
internal sealed class KnownDetails(IReadOnlyList<MetadataTable> tables, ISource source)
{
    /// <summary>The details of an image.</summary>
    /// <param name="image">The image, with what its source says about it.</param>
    /// <param name="id">Finds its id.</param>
    /// <param name="isFromFile">Whether its caption is from a file beside it.</param>
    public ImageDetails DetailsOf(ImageFile image, Func<Guid> id, out bool isFromFile)
    {
        var details = tables.Select(table => table.Find(image, source.StillHolds, id)).Append(image.Details)
            .OfType<ImageDetails>().Aggregate(ImageDetails.None, (known, more) => known.With(more));
        var beside = details.Caption is null ? image.ReadCaption() : null;
        isFromFile = beside is not null;
        return isFromFile ? details with { Caption = beside } : details;
    }
}
