using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>
/// A file of queries: any table that ingest reads, with a text and the images that are relevant for it. It is read row by row. Only where rows of the
/// same text are one query, all of them are in memory, without the rest of the row.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Decoding">How texts are decoded.</param>
/// <param name="Split">The value of the column <c>split</c> of the rows that are read; null for all rows.</param>
/// <param name="GroupColumn">The column of the breakdown; null for none.</param>
internal sealed record QueryFile(string Path, TextDecoding Decoding, string? Split = null, string? GroupColumn = null)
{
    private const string SplitColumn = "split";

    /// <summary>Its name, for people.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads the queries, in the order of the file.</summary>
    /// <param name="found">Where it is noted what the file has.</param>
    /// <exception cref="UsageException">The file cannot be read, or has no query.</exception>
    public IEnumerable<EvalQuery> Read(QueryFileContent found)
    {
        var joined = new JoinedRows();
        var number = 0;
        foreach (var row in Rows())
        {
            found.Rows++;
            if (!IsWanted(row, found))
            {
                continue;
            }

            var read = QueryRow.Read(row, GroupColumn, found);
            foreach (var text in read.IsJoined ? [] : read.Texts.DefaultIfEmpty(""))
            {
                yield return new EvalQuery(number++, text, read.Judgements, read.Group);
            }

            if (read.IsJoined)
            {
                joined.Add(read);
            }
        }

        foreach (var query in joined.Queries(number))
        {
            yield return query;
        }

        Check(found);
    }

    private bool IsWanted(TableRow row, QueryFileContent found)
    {
        var split = QueryColumns.Find(row, SplitColumn) is { } value ? RowText.Of(value) : null;
        if (split is not null)
        {
            found.Splits[split] = found.Splits.GetValueOrDefault(split) + 1;
        }

        return Split is null || Split.Equals(split, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The rows of the table, with one kind of exception.</summary>
    private IEnumerable<TableRow> Rows()
    {
        using var rows = Open().GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(exception);
            }

            yield return rows.Current;
        }
    }

    private IEnumerable<TableRow> Open()
    {
        try
        {
            return TableFile.Read(Path, Decoding, new ColumnUses(Name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
    }

    private static UsageException Unreadable(Exception exception) => new($"the queries cannot be read: {exception.Message}");

    private void Check(QueryFileContent found)
    {
        if (found.Rows == 0)
        {
            throw new UsageException($"{Name}: it has no rows");
        }

        if (Split is not null && !found.Splits.Keys.Contains(Split, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException(found.Splits.Count == 0
                ? $"{Name}: it has no column 'split', so --split cannot choose from it"
                : $"{Name}: it has no rows of the split '{Split}', only: {string.Join(", ", found.Splits.Keys)}");
        }

        if (!found.HasText)
        {
            throw new UsageException($"{Name}: no row has a text: it needs a column {QueryColumns.TextNames}, but has {found.ColumnNames()}");
        }

        if (!found.HasImages)
        {
            throw new UsageException(
                $"{Name}: no row names a relevant image: it needs a column {QueryColumns.ImageNames}, but has {found.ColumnNames()}");
        }
    }
}
