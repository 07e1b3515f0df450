using System.Globalization;
using System.Text;

namespace Txt2Image.Architecture.Tests.Settings;

/// <summary>The page of all settings. The part between its two markers is generated from the options; the rest is written by hand.</summary>
internal static class SettingsPage
{
    private const string Begin = "<!-- Generated from the code: change the options' XML docs, then run the tests with TXT2IMAGE_WRITE_DOCS=1. -->";
    private const string End = "<!-- End of the generated part. -->";

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "settings.md");

    /// <summary>The page with its tables generated again.</summary>
    public static string Renew(string page)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"{Path} lacks the markers of the generated part");
        return $"{page[..begin]}{Begin}\n{Tables()}\n{page[end..]}";
    }

    private static string Tables()
    {
        var page = new StringBuilder();
        foreach (var section in DocumentedSettings.Sections.Where(section => section.Settings.Count > 0))
        {
            var heading = section.Heading.Length == 0 ? "General" : $"`{section.Heading}`";
            page.Append("\n## ").Append(heading).Append("\n\n");
            if (section.Summary.Length > 0)
            {
                page.Append(section.Summary).Append("\n\n");
            }

            page.Append("| Setting | Default | Allowed | Meaning |\n|---|---|---|---|\n");
            foreach (var setting in section.Settings)
            {
                var meaning = setting.Meaning.Replace("|", "\\|", StringComparison.Ordinal);
                page.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | {Code(setting.Default)} | {setting.Allowed} | {meaning} |\n");
            }
        }

        return page.ToString();
    }

    private static string Code(string value) => value.Length == 0 ? "none" : $"`{value}`";
}
