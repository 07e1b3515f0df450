using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>What the rows of one image say. It keeps the JSON of the fields as text, because a table may have a million rows.</summary>
internal sealed class MetadataRow(RowDetails details)
{
    private IReadOnlyList<string> _captions = details.Captions;
    private string? _fields = details.Fields.Count == 0 ? null : details.Fields.ToJsonString();

    /// <summary>The name of the first image that it is about.</summary>
    public string? MatchedBy { get; set; }

    /// <summary>Adds a later row of the same image: its captions follow, its fields replace the earlier ones.</summary>
    /// <returns>Whether it has added a caption.</returns>
    public bool Merge(RowDetails later, ColumnUses uses)
    {
        string[] captions = [.. _captions.Union(later.Captions, StringComparer.Ordinal)];
        var isMore = captions.Length > _captions.Count;
        if (isMore && _captions.Count > 0)
        {
            uses.Merge(ColumnUses.Caption, ColumnUses.Captions);
        }

        _captions = captions;
        _fields = later.Fields.Count == 0 ? _fields : later.Fields.ToJsonString();
        return isMore;
    }

    public ImageDetails Details() => ImageDetails.Of(_captions, _fields);
}
