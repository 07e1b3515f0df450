using System.Text;

namespace Txt2Image.Api.Demo;

/// <summary>Reads comma-separated values (RFC 4180): quoted values may contain commas, line breaks and doubled quotation marks.</summary>
internal static class CsvReader
{
    public static IEnumerable<string[]> Read(TextReader input)
    {
        List<string> row = [];
        var value = new StringBuilder();
        var quoted = false;
        for (var next = input.Read(); next >= 0; next = input.Read())
        {
            var letter = (char)next;
            if (quoted)
            {
                if (letter != '"')
                {
                    value.Append(letter);
                }
                else if (input.Peek() == '"')
                {
                    value.Append((char)input.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == '"' && value.Length == 0)
            {
                quoted = true;
            }
            else if (letter == ',')
            {
                row.Add(Take(value));
            }
            else if (letter is '\n' or '\r')
            {
                if (letter == '\r' && input.Peek() == '\n')
                {
                    _ = input.Read();
                }

                row.Add(Take(value));
                if (row is not [""])
                {
                    yield return [.. row];
                }

                row.Clear();
            }
            else
            {
                value.Append(letter);
            }
        }

        if (value.Length > 0 || row.Count > 0)
        {
            yield return [.. row, Take(value)];
        }
    }

    private static string Take(StringBuilder value)
    {
        var text = value.ToString();
        value.Clear();
        return text;
    }
}
