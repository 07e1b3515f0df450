using Spectre.Console;

namespace Txt2Image.Cli.Terminal;

/// <summary>Tables of plain text: the text of a cell is never read as markup.</summary>
internal static class Tables
{
    /// <summary>Wide enough that no row of a piped table is folded.</summary>
    private const int Unfolded = 4_000;

    public static Table Create(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        return table;
    }

    public static void AddPlainRow(this Table table, params string[] cells) =>
        table.AddRow(cells.Select(c => new Text(Printable.Of(c))));

    public static void Write(CliEnvironment environment, Table table)
    {
        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(drawn),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = environment.OutWidth ?? Unfolded;
        console.Write(table);
        foreach (var line in drawn.ToString().Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0))
        {
            environment.Out.WriteLine(line);
        }
    }
}
