namespace Txt2Image.Cli.Tables.Formats;

/// <summary>A Parquet file as a table of metadata.</summary>
internal static class ParquetTable
{
    public const string Ending = ".parquet";

    /// <summary>Its rows; columns that cannot be read are noted.</summary>
    public static IEnumerable<TableRow> Read(string path, ColumnUses uses)
    {
        using var file = ParquetFile.Open(path);
        var columns = file.Columns.Where(ParquetColumn.IsRead).ToArray();
        foreach (var column in file.Columns.Except(columns))
        {
            uses.Add(ColumnUses.LeftOut, column.Name);
        }

        var number = 0L;
        for (var group = 0; group < file.Groups; group++)
        {
            foreach (var row in file.Rows(group, columns))
            {
                yield return new TableRow(TableFile.Place(path, ++number, "row"), row);
            }
        }
    }
}
