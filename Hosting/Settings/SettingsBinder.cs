using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace Txt2Image.Hosting.Settings;

/// <summary>
/// Binds a section of the configuration to options. The framework's binder stops at the first value that it cannot convert; this one reports each
/// such value as a fault that says what is allowed, and binds the others.
/// </summary>
internal sealed class SettingsBinder<T>(IConfigurationSection section)
    where T : class, new()
{
    private readonly List<(string Path, string Fault)> _unreadable =
    [
        .. from setting in SettingsTree.Settings(new T())
           where !setting.IsList && section[setting.Path] is not null
           let fault = FaultOf(section[setting.Path]!, setting.Member.PropertyType)
           where fault is not null
           select (setting.Path, fault),
    ];

    public void Bind(T options) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null && !IsUnreadable(pair.Key)))
        .Build()
        .Bind(options);

    /// <summary>The values that cannot be converted.</summary>
    public IEnumerable<string> Faults() => _unreadable.Select(one => $"{section.Path}:{one.Path}: {one.Fault}");

    private bool IsUnreadable(string path) => _unreadable.Exists(one => one.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static string? FaultOf(string value, Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind.IsEnum)
        {
            var names = Enum.GetNames(kind);
            return names.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"'{value}' is neither {string.Join(" nor ", names)}.";
        }

        return (value.Length == 0 && kind != type) || CanConvert(value, kind) ? null : Expectation(value, kind);
    }

    private static bool CanConvert(string value, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null || value.Length == 0;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Addresses may contain a password, so they are not shown.</summary>
    private static string Expectation(string value, Type type) => type.Name switch
    {
        nameof(Int32) => $"'{value}' is not a whole number up to {int.MaxValue}.",
        nameof(Int64) => $"'{value}' is not a whole number up to {long.MaxValue}.",
        nameof(Boolean) => $"'{value}' is neither true nor false.",
        nameof(TimeSpan) => $"'{value}' is not a duration such as 00:00:10 or, with days, 7.00:00:00.",
        nameof(Uri) => "not a valid address.",
        _ => $"'{value}' is not a valid value.",
    };
}
