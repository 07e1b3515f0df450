namespace Txt2Image.Hosting.Startup;

/// <summary>Settings that are switched on by a name alone. The configuration would take the next argument for their value.</summary>
internal static class Switches
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["--pull"] = $"--{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.Pull)}=true",
        ["--accept-license"] = $"--{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.AcceptLicenses)}=true",
    };

    public static string[] Expand(string[] args) => [.. args.Select(arg => Forms.GetValueOrDefault(arg, arg))];
}
