using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>What a row of a file of queries says.</summary>
/// <param name="Texts">Its texts: several captions of an image, or one query, or none.</param>
/// <param name="Judgements">The images that it names.</param>
/// <param name="Group">Its value in the column of the breakdown.</param>
/// <param name="IsJoined">Whether it belongs to other rows of the same text.</param>
internal sealed record QueryRow(IReadOnlyList<string> Texts, IReadOnlyList<Judgement> Judgements, string? Group, bool IsJoined)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="groupColumn">The column of the breakdown; null for none.</param>
    /// <param name="found">Where it is noted what the file has.</param>
    /// <exception cref="Txt2Image.Cli.Terminal.UsageException">A grade is not a number.</exception>
    public static QueryRow Read(TableRow row, string? groupColumn, QueryFileContent found)
    {
        foreach (var (name, _) in row.Values)
        {
            found.AddColumn(name.Trim());
        }

        var text = QueryColumns.Text(row);
        IReadOnlyList<string> texts = text is { } some ? [.. RowText.All(some.Value)] : [];
        var reader = new JudgementReader(row.Place);
        var grade = QueryColumns.Grade(row);
        var images = QueryColumns.Images(row);
        IReadOnlyList<Judgement> judgements = images is { } named
            ? [.. reader.Read(named.Value, grade is { } given ? reader.ReadGrade(given.Value, RowText.Of(named.Value)) : null)]
            : [];
        var group = groupColumn is null ? null : QueryColumns.Find(row, groupColumn);
        found.HasText |= texts.Count > 0;
        found.HasImages |= judgements.Count > 0;
        found.HasGroups |= group is not null;
        var isJoined = texts.Count == 1 && (grade is not null || QueryColumns.IsJoined(text!.Value.Column));
        return new QueryRow(texts, judgements, group is null ? null : RowText.Of(group), isJoined);
    }
}
