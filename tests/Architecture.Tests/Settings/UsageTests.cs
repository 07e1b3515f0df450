using System.Text.RegularExpressions;
using ApiUsage = Txt2Image.Api.Hosting.Usage;
using SiloUsage = Txt2Image.Silo.Usage;

namespace Txt2Image.Architecture.Tests.Settings;

/// <summary>What <c>--help</c> prints agrees with the options.</summary>
public sealed partial class UsageTests
{
    private const int Patience = 1000;

    /// <summary>The defaults of settings whose options have none.</summary>
    private static readonly Dictionary<string, string> Effective = new(StringComparer.Ordinal)
    {
        ["Devices"] = "cpu",
        ["Admin:Url"] = "http://localhost:9090",
    };

    public static TheoryData<string, string> Rows => [.. RowsOf("Api", ApiUsage.Text), .. RowsOf("Silo", SiloUsage.Text)];

    public static TheoryData<string> Texts => [ApiUsage.Text, SiloUsage.Text];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Default_OfARow_IsThatOfTheOptions(string program, string row)
    {
        var columns = Columns().Split(row);
        var setting = DocumentedSettings.ByKey[KeyOf(columns[0].Split(',')[0])];
        var shown = columns[^1];
        if (shown.StartsWith('('))
        {
            // A remark, such as (required): there is no default to repeat.
            Assert.True(setting.Default.Length == 0 || shown.StartsWith("(required", StringComparison.Ordinal), $"{program}: {row}");
            return;
        }

        Assert.Equal(setting.Default.Length > 0 ? setting.Default : Effective[setting.Key], shown);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Settings_NamedInTheText_Exist(string text)
    {
        var named = Named().Matches(text).Select(match => KeyOf(match.Groups["key"].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, key => Assert.Contains(key, DocumentedSettings.ByKey.Keys));
    }

    /// <summary>The rows of the table of settings, each as one line. A continuation line begins with more spaces.</summary>
    private static IEnumerable<(string Program, string Row)> RowsOf(string program, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => !line.StartsWith("Settings,", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Length == 0 || line.StartsWith("  ", StringComparison.Ordinal));
        var rows = string.Join('\n', lines.Where(line => line.Length > 0));
        return Continued().Replace(rows, " ").Split('\n').Select(row => (program, row.Trim()));
    }

    /// <summary>A key without the number of a list's item; <c>Model</c> is short for its folder.</summary>
    private static string KeyOf(string key) => key == "Model" ? "Model:Folder" : Item().Replace(key, "");

    [GeneratedRegex(@"\n {10,}(?=\S)", RegexOptions.None, Patience)]
    private static partial Regex Continued();

    [GeneratedRegex(" {2,}", RegexOptions.None, Patience)]
    private static partial Regex Columns();

    [GeneratedRegex(":[0-9]+$", RegexOptions.None, Patience)]
    private static partial Regex Item();

    /// <summary>Keys on the command line, and every other key of a section.</summary>
    [GeneratedRegex(
        @"--Txt2Image:(?<key>(?!SETTING)[A-Za-z0-9:]+)|(?<![\w:])(?<key>[A-Z][a-z]+(:[A-Z][A-Za-z0-9]*)+(:[0-9]+)?)",
        RegexOptions.ExplicitCapture,
        Patience)]
    private static partial Regex Named();
}
