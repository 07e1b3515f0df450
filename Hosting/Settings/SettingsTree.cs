using System.Reflection;

namespace Txt2Image.Hosting.Settings;

/// <summary>The settings of an options type: its members and those of its nested sections, in order of declaration.</summary>
internal static class SettingsTree
{
    /// <summary>An options object and its path in the configuration: empty, or ending in a colon.</summary>
    public sealed record OptionsSection(string Path, object Options, PropertyInfo? Member);

    /// <summary>A settable member and its key below the root.</summary>
    public sealed record Setting(string Path, PropertyInfo Member, object Owner)
    {
        /// <summary>Whether it is a list, whose items have numeric keys.</summary>
        public bool IsList => IsTextList(Member);

        /// <summary>Its current value.</summary>
        public object? Value => Member.GetValue(Owner);
    }

    /// <summary>The options object and every section in it.</summary>
    public static IEnumerable<OptionsSection> Sections(object options) => Sections(new OptionsSection("", options, null));

    /// <summary>All settings.</summary>
    public static IEnumerable<Setting> Settings(object options) => Sections(options).SelectMany(Settings);

    /// <summary>The settings of one section, without its nested sections.</summary>
    public static IEnumerable<Setting> Settings(OptionsSection section) => Members(section.Options)
        .Where(member => !IsSection(member) && (member.CanWrite || IsTextList(member)))
        .Select(member => new Setting(section.Path + member.Name, member, section.Options));

    private static IEnumerable<OptionsSection> Sections(OptionsSection root) => Members(root.Options)
        .Where(IsSection)
        .SelectMany(member => Sections(new OptionsSection($"{root.Path}{member.Name}:", member.GetValue(root.Options)!, member)))
        .Prepend(root);

    private static IEnumerable<PropertyInfo> Members(object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(member => member.MetadataToken);

    private static bool IsSection(PropertyInfo member) =>
        member.PropertyType is { IsClass: true, Namespace: { } space } && space.StartsWith(nameof(Txt2Image), StringComparison.Ordinal);

    private static bool IsTextList(PropertyInfo member) => member.PropertyType == typeof(IList<string>);
}
