using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Txt2Image.Api.Hosting.Proxy;
using Txt2Image.Api.Security;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Architecture.Tests.Settings;

/// <summary>A documented setting: its key below <c>Txt2Image</c>, its default, the allowed values, and its meaning.</summary>
internal sealed record DocumentedSetting(string Key, string Default, string Allowed, string Meaning);

/// <summary>A section of settings with its heading, which is empty for the root.</summary>
internal sealed record DocumentedSection(string Heading, string Summary, IReadOnlyList<DocumentedSetting> Settings);

/// <summary>All settings of the programs, read from their options.</summary>
internal static class DocumentedSettings
{
    public static IReadOnlyList<DocumentedSection> Sections { get; } =
    [
        .. SettingsTree.Sections(new Txt2ImageOptions())
            .Select(section => Document("", section, section.Member is { } member ? XmlDocs.SummaryOf(member) : "")),
        Document("Security:", new("", new SecurityOptions(), null), "Who may use the Api."),
        Document("Cors:", new("", new CorsOptions(), null), "The pages of other sites that may use the Api from a browser."),
        Document("Proxy:", new("", new ProxyOptions(), null), "The reverse proxies between clients and the Api."),
    ];

    public static IReadOnlyDictionary<string, DocumentedSetting> ByKey { get; } =
        Sections.SelectMany(section => section.Settings).ToDictionary(setting => setting.Key, StringComparer.Ordinal);

    private static DocumentedSection Document(string prefix, SettingsTree.OptionsSection section, string summary) => new(
        (prefix + section.Path).TrimEnd(':'),
        summary,
        [.. SettingsTree.Settings(section).Select(setting => new DocumentedSetting(
            prefix + setting.Path, Text(setting.Value), Allowed(setting), XmlDocs.SummaryOf(setting.Member)))]);

    private static string Allowed(SettingsTree.Setting setting)
    {
        var type = Nullable.GetUnderlyingType(setting.Member.PropertyType) ?? setting.Member.PropertyType;
        return setting.Member.GetCustomAttributes(typeof(RangeAttribute), inherit: true).SingleOrDefault() is RangeAttribute range
            ? $"{Text(range.Minimum)} to {Text(range.Maximum)}"
            : type switch
            {
                { IsEnum: true } => string.Join(", ", Enum.GetNames(type)),
                _ when type == typeof(bool) => "true, false",
                _ => "",
            };
    }

    /// <summary>A value as it is written in a configuration; empty if there is none.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        IList => "",
        TimeSpan { Ticks: var ticks } fraction when ticks % TimeSpan.TicksPerSecond > 0 => $"{fraction:c}".TrimEnd('0'),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
