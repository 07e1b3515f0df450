using Parquet.Schema;
using Txt2Image.Cli.Tables.Formats;

namespace Txt2Image.Cli.Ingest.Datasets;

/// <summary>The column of a Parquet file that contains pictures.</summary>
/// <param name="Column">The column of the table.</param>
/// <param name="Bytes">The bytes of the pictures.</param>
internal sealed record PictureColumn(Field Column, DataField Bytes)
{
    private const string BytesMember = "bytes";

    private static readonly string[] Names =
        ["image", "img", "picture", "photo", "jpg", "jpeg", "png", "webp", "image_bytes", "bytes", "content", "data"];

    /// <summary>
    /// Hugging Face writes a picture as a structure of <c>bytes</c> and <c>path</c>; other programs write a column of bytes. If there are several,
    /// the name decides, and else the first is taken. Null if there is none.
    /// </summary>
    public static PictureColumn? Find(IEnumerable<Field> columns) => columns
        .Select(column => Of(column))
        .OfType<PictureColumn>()
        .MinBy(picture => Array.FindIndex(Names, name => name.Equals(picture.Column.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var rank
            ? rank
            : Names.Length);

    /// <summary>The path of a picture in a row, if its structure has one.</summary>
    public bool HasPath => Column is StructField;

    private static PictureColumn? Of(Field column) => column switch
    {
        DataField { MaxRepetitionLevel: 0 } data when ParquetColumn.IsBinary(data) => new PictureColumn(column, data),
        StructField structure => structure.Fields.OfType<DataField>()
            .Where(field => field.Name == BytesMember && field.MaxRepetitionLevel == 0 && ParquetColumn.IsBinary(field))
            .Select(bytes => new PictureColumn(column, bytes)).FirstOrDefault(),
        _ => null,
    };
}
