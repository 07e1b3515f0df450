namespace Txt2Image.Cli.Tables;

/// <summary>What a column says about an image.</summary>
internal enum ColumnRole
{
    /// <summary>A field by which a search can filter.</summary>
    Field,

    /// <summary>Which image the row is about: the path or the name of its file.</summary>
    Image,

    /// <summary>Which image, by the name of its file without the extension, as img2dataset and WebDataset do.</summary>
    Key,

    /// <summary>Which image, by the address that it was downloaded from: the last part of it is the file's name.</summary>
    Url,

    /// <summary>Which image, by its id.</summary>
    Id,

    /// <summary>Its caption, or several.</summary>
    Caption,

    /// <summary>Its tags.</summary>
    Tags,

    /// <summary>The number of a caption among those of its image: the order of the rows says it already.</summary>
    CaptionNumber,
}

/// <summary>
/// The roles of columns by the names that they have in the data sets of this field. All tables use these: metadata of images, tables of
/// clip-retrieval, Parquet files with pictures in them.
/// </summary>
internal static class ColumnRoles
{
    /// <summary>If a row has several of these, the first names its image, and the others are fields.</summary>
    private static readonly string[] Images =
        ["path", "image_path", "file_name", "filename", "filepath", "file_path", "file", "image", "image_name", "name", "key", "url"];

    /// <summary>If a row has several of these, the first is its caption, and the others are fields.</summary>
    private static readonly string[] Captions = ["caption", "captions", "text", "title", "description", "alt", "comment"];

    private static readonly string[] CaptionNumbers = ["comment_number", "caption_number", "sentid"];

    /// <summary>The names of columns that say which image a row is about, for messages.</summary>
    public static string ImageNames { get; } = string.Join(", ", Images);

    /// <summary>The role of a column, whatever the case of its name, and its rank among columns of the same role: the lowest is taken.</summary>
    public static (ColumnRole Role, int Rank) Of(string column)
    {
        if (RankIn(Images, column) is >= 0 and var image)
        {
            return (Images[image] switch { "key" => ColumnRole.Key, "url" => ColumnRole.Url, _ => ColumnRole.Image }, image);
        }

        if (RankIn(Captions, column) is >= 0 and var caption)
        {
            return (ColumnRole.Caption, caption);
        }

        var role = column.ToUpperInvariant() switch
        {
            "ID" => ColumnRole.Id,
            "TAGS" => ColumnRole.Tags,
            _ => RankIn(CaptionNumbers, column) >= 0 ? ColumnRole.CaptionNumber : ColumnRole.Field,
        };
        return (role, 0);
    }

    private static int RankIn(string[] names, string column) =>
        Array.FindIndex(names, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
}
