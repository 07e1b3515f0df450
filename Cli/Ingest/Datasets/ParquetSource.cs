using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Datasets;

/// <summary>
/// The pictures in the rows of Parquet files, with captions and fields from the other columns. One group of rows is in memory at a time.
/// </summary>
/// <param name="identity">What identifies it in later runs.</param>
/// <param name="files">The files, and what their pictures' names begin with.</param>
/// <param name="filter">Which names are wanted.</param>
internal sealed class ParquetSource(string identity, IReadOnlyList<(string Prefix, string Path)> files, NameFilter filter) : ISource
{
    public string Identity => identity;

    /// <summary>How many files.</summary>
    public int Files => files.Count;

    /// <summary>Their sizes are known only once they are read.</summary>
    public bool IsCountable => false;

    public bool IsWhole => true;

    public bool StillHolds(string name) => false;

    /// <summary>A single file: its pictures have the names that are in it.</summary>
    public static ParquetSource Of(string path, NameFilter filter) => new(path, [("", path)], filter);

    /// <summary>The files of a folder that have pictures: the names of these begin with the name of their file. Null if none has.</summary>
    public static ParquetSource? Of(string identity, IReadOnlyList<(string Name, string Path)> found)
    {
        (string Prefix, string Path)[] files =
        [
            .. found.Where(file => HasPictures(file.Path)).OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => ($"{Path.ChangeExtension(file.Name, null)}/", file.Path)),
        ];
        return files.Length == 0 ? null : new ParquetSource(identity, files, NameFilter.All);
    }

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        var uses = new ColumnUses(files is [var only] ? Path.GetFileName(only.Path) : Amount.Of(files.Count, "Parquet file"));
        log.Tables.Add(uses);
        var reader = new RowReader(uses);
        foreach (var (prefix, path) in files)
        {
            using var file = Try(path, log, () => ParquetFile.Open(path));
            if (file is null)
            {
                continue;
            }

            if (PictureColumn.Find(file.Columns) is not { } pictures)
            {
                log.Failed?.Invoke(
                    Path.GetFileName(path), path, FailureCode.NotAFile,
                    "it has no column of pictures (bytes, or a structure with bytes). If it is a table about images, give it as --metadata");
                continue;
            }

            foreach (var image in Images(new OpenFile(path, prefix, file, pictures), reader, uses, log))
            {
                yield return image;
            }
        }
    }

    private IEnumerable<ImageFile> Images(OpenFile open, RowReader reader, ColumnUses uses, SourceLog log)
    {
        var (path, file, pictures) = (open.Path, open.File, open.Pictures);
        uses.Add(ColumnUses.Image, pictures.Column.Name);
        var columns = file.Columns.Where(column => ParquetColumn.IsRead(column) && (!column.Equals(pictures.Column) || pictures.HasPath)).ToArray();
        foreach (var column in file.Columns.Except(columns).Where(column => !column.Equals(pictures.Column)))
        {
            uses.Add(ColumnUses.LeftOut, column.Name);
        }

        var names = new PictureNames(open.Prefix, Path.GetFileNameWithoutExtension(path), pictures.Column.Name);
        var modified = File.GetLastWriteTimeUtc(path).Ticks;
        for (var group = 0; group < file.Groups; group++)
        {
            var at = group;
            if (Try(path, log, () => file.Rows(at, columns).ToArray()) is not { } rows
                || Try(path, log, () => file.Binaries(at, pictures.Bytes)) is not { } read)
            {
                yield break;
            }

            using var binaries = read;
            foreach (var (row, bytes) in rows.Zip(binaries.Values()))
            {
                var name = names.Next(row, bytes ?? default);
                var place = $"{path}!{names.Row}";
                if (bytes is not { IsEmpty: false } picture)
                {
                    log.Failed?.Invoke(name, place, FailureCode.Empty, "this row has no picture");
                }
                else if (!filter.Takes(name))
                {
                    log.Excluded?.Invoke(name);
                }
                else
                {
                    yield return new ParquetPicture(name, place, modified, picture) { Details = DetailsOf(row, place, pictures, reader) };
                }
            }
        }
    }

    private static ImageDetails DetailsOf(
        IEnumerable<KeyValuePair<string, JsonNode?>> row, string place, PictureColumn pictures, RowReader reader)
    {
        var details = reader.Read(new TableRow(place, [.. row.Where(value => value.Key != pictures.Column.Name)]), isNamed: true);
        return ImageDetails.Of(details.Captions, details.Fields.Count == 0 ? null : details.Fields.ToJsonString());
    }

    private static bool HasPictures(string path)
    {
        try
        {
            using var file = ParquetFile.Open(path);
            return PictureColumn.Find(file.Columns) is not null;
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
        {
            // It is taken all the same, so that the run says what is wrong with it.
            return true;
        }
    }

    private static T? Try<T>(string path, SourceLog log, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
        {
            log.IsIncomplete = true;
            log.Failed?.Invoke(Path.GetFileName(path), path, FailureCode.DamagedArchive, exception.Message);
            return null;
        }
    }

    private sealed record OpenFile(string Path, string Prefix, ParquetFile File, PictureColumn Pictures);
}
