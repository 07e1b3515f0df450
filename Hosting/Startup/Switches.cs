namespace Txt2Image.Hosting.Startup;

/// <summary>
/// Short forms of settings. Some are switched on by a name alone, for which the configuration would take the next argument as their value.
/// </summary>
internal static class Switches
{
    private const string LogFormat = "--log-format";

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["--pull"] = $"--{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.Pull)}=true",
        ["--accept-license"] = $"--{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.AcceptLicenses)}=true",
    };

    public static string[] Expand(string[] args) => [.. args.Select(Expand)];

    private static string Expand(string arg) =>
        arg == LogFormat || arg.StartsWith($"{LogFormat}=", StringComparison.Ordinal)
            ? $"--{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.LogFormat)}{arg[LogFormat.Length..]}"
            : Forms.GetValueOrDefault(arg, arg);
}
