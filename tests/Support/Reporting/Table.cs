namespace Txt2Image.Tests.Support.Reporting;

/// <summary>A Markdown table with aligned columns, so that it is readable in a terminal too.</summary>
public sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes it, with an empty line after it.</summary>
    public void Print(TextWriter output)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Length).Append(3).Max()).ToArray();
        Write(output, columns, widths);
        Write(output, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in _rows)
        {
            Write(output, row, widths);
        }

        output.WriteLine();
    }

    private static void Write(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i])))} |");
}
