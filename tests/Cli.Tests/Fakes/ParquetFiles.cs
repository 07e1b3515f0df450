using Parquet;
using Parquet.Schema;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>Parquet files as other programs write them.</summary>
internal static class ParquetFiles
{
    /// <summary>Columns of texts.</summary>
    public static async Task WriteTextsAsync(string path, params (string Name, string?[] Values)[] columns)
    {
        var schema = new ParquetSchema(columns.Select(column => new DataField<string>(column.Name)));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        using var group = writer.CreateRowGroup();
        foreach (var (field, values) in schema.DataFields.Zip(columns.Select(column => column.Values)))
        {
            await group.WriteAsync(field, values!);
        }
    }

    /// <summary>
    /// Pictures as Hugging Face writes them: a structure of bytes and path, and a column of texts and one of numbers; a row group for each array.
    /// </summary>
    public static async Task WritePicturesAsync(string path, params PictureRow[][] groups)
    {
        var picture = new StructField("image", new DataField<byte[]>("bytes"), new DataField<string>("path"));
        var schema = new ParquetSchema(picture, new DataField<string>("caption"), new DataField<int>("year"));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        var fields = schema.DataFields;
        foreach (var rows in groups)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(fields[0], rows.Select(row => row.Bytes).ToArray()!);
            await group.WriteAsync(fields[1], rows.Select(row => row.Path).ToArray()!);
            await group.WriteAsync(fields[2], rows.Select(row => row.Caption).ToArray()!);
            await group.WriteAsync<int>(fields[3], rows.Select(row => row.Year).ToArray());
        }
    }

    /// <summary>A column of bytes, as img2dataset and pandas write pictures.</summary>
    public static async Task WriteBytesAsync(string path, string column, params byte[][] pictures)
    {
        var schema = new ParquetSchema(new DataField<byte[]>(column));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(schema.DataFields[0], pictures);
    }
}

/// <summary>A row with a picture.</summary>
internal sealed record PictureRow(byte[]? Bytes, string? Path, string? Caption, int Year);
