using System.Globalization;
using Spectre.Console;

namespace Txt2Image.Cli.Terminal;

/// <summary>
/// A table for people on a terminal, with colours and links where it has them. In a file or pipe each row is a line of values with tabs between them,
/// without headings: <c>cut</c> and <c>sort</c> read it as it is. The text of a cell is never read as markup.
/// </summary>
/// <param name="columns">The columns; a plain text is a heading.</param>
internal sealed class TextTable(params TextColumn[] columns)
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Quiet = new(decoration: Decoration.Dim);

    private readonly List<TextCell[]> _rows = [];

    /// <summary>Adds a row: a cell for each column.</summary>
    public void Add(params TextCell[] cells) => _rows.Add(cells);

    public void Write(CliEnvironment environment)
    {
        if (environment.OutWidth is { } width)
        {
            Draw(environment, width);
            return;
        }

        foreach (var row in _rows)
        {
            environment.Out.WriteLine(string.Join('\t', row.Select(static cell => Printable.Of(cell.Value ?? cell.Text))));
        }
    }

    private void Draw(CliEnvironment environment, int width)
    {
        int[] shown = [.. Enumerable.Range(0, columns.Length).Where(at => columns[at].IsShown(width, environment.HasColours))];
        var table = new Table { Border = TableBorder.Simple };
        foreach (var at in shown)
        {
            table.AddColumn(new TableColumn(new Text(columns[at].Heading, Heading)));
        }

        foreach (var row in _rows)
        {
            table.AddRow(shown.Select(at => Drawn(columns[at], row[at])));
        }

        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(drawn),
            Ansi = environment.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Links = environment.HasColours;
        console.Write(table);
        foreach (var line in drawn.ToString().Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0))
        {
            environment.Out.WriteLine(line);
        }
    }

    private static Paragraph Drawn(TextColumn column, TextCell cell) => new(
        Printable.Of(cell.Text), column.IsQuiet ? Quiet : Style.Plain, cell.Link is { } link ? new Link(link.AbsoluteUri) : null);
}

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
internal sealed record TextColumn(string Heading)
{
    /// <summary>The width of a terminal from which it is shown.</summary>
    public int From { get; init; }

    /// <summary>Whether it is left out where cells can be links, because one of them leads there.</summary>
    public bool IsLinked { get; init; }

    /// <summary>Whether it is less bright than the others.</summary>
    public bool IsQuiet { get; init; }

    public static implicit operator TextColumn(string heading) => new(heading);

    public bool IsShown(int width, bool hasLinks) => width >= From && !(IsLinked && hasLinks);
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says, as it came from elsewhere.</param>
/// <param name="Link">Where it leads, on a terminal with links.</param>
/// <param name="Value">What programs read in its place.</param>
internal readonly record struct TextCell(string Text, Uri? Link = null, string? Value = null)
{
    /// <summary>A number: with thousands apart for people, plain for programs.</summary>
    public static TextCell Number(long number) => new(Amount.Number(number), Value: number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A size: as file managers say it for people, in bytes for programs.</summary>
    public static TextCell Bytes(long bytes) => new(Amount.Bytes(bytes), Value: bytes.ToString(CultureInfo.InvariantCulture));

    public static implicit operator TextCell(string text) => new(text);
}
