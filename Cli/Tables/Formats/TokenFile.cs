using System.Text;
using System.Text.RegularExpressions;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>The captions of Flickr8k and Flickr30k: a line for each, <c>NAME.jpg#NUMBER</c>, a tab, the caption.</summary>
internal static partial class TokenFile
{
    /// <summary>Whether a file begins as one.</summary>
    public static bool IsOne(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        var start = new char[RowReader.MostCharacters];
        var length = text.ReadBlock(start);
        return Line().IsMatch(new string(start, 0, length).Split('\n')[0]);
    }

    /// <summary>Lines of another form are no rows.</summary>
    public static IEnumerable<TableRow> Read(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            if (Line().Match(line) is { Success: true, Groups: var groups })
            {
                yield return new TableRow(
                    TableFile.Place(path, number), [new("image", groups["name"].Value), new("caption", groups["caption"].Value)]);
            }
        }
    }

    [GeneratedRegex(@"^(?<name>[^\t]+\.\w{2,5})#\d+\t(?<caption>.*\S)\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
