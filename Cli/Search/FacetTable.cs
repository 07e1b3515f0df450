using System.Text.Json;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>One row for each value of a field, and how many of the best images have it.</summary>
internal static class FacetTable
{
    public static void Write(CliEnvironment environment, SearchAnswer answer)
    {
        if (answer.Facets is null)
        {
            return;
        }

        var table = new TextTable("field", "value", "images");
        foreach (var (field, facet) in answer.Facets)
        {
            foreach (var (value, count) in facet.Values)
            {
                Add(field, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), count);
            }

            Add(field, "(other values)", facet.Others);
            Add(field, "(none)", facet.Missing);
        }

        table.Write(environment);

        void Add(string field, string value, int count)
        {
            if (count > 0)
            {
                table.Add(field, value, TextCell.Number(count));
            }
        }
    }
}
