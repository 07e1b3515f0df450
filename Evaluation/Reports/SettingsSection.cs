using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>What is needed to repeat the run.</summary>
internal static class SettingsSection
{
    public static string Write(RunHeader header)
    {
        IEnumerable<(string Name, string Value)> rows =
        [
            ("Program", $"{header.Product} {header.ProductVersion}"),
            ("Collection", header.Collection),
            ("Version of the collection", header.CollectionVersion),
            ("Model", header.Model),
            ("Queries", header.QueriesFile),
            .. header.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (setting.Key, setting.Value)),
        ];
        return $"""
            <section>
            <h2>How it was made</h2>
            <dl>{string.Concat(rows.Select(row => $"<dt>{Markup.Text(row.Name)}</dt><dd>{Markup.Isolated(row.Value)}</dd>"))}</dl>
            </section>

            """;
    }
}
