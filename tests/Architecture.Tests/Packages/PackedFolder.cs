using System.IO.Compression;
using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Packages;

/// <summary>
/// A folder with packages of this repository. A restore in it finds only these and what this machine has restored before. They have a version of
/// their own, so that no published package is used instead.
/// </summary>
public sealed class PackedFolder : IDisposable
{
    public const string Version = "0.1.0-packed";

    private readonly TemporaryFolder _folder = new();

    public PackedFolder() => File.WriteAllText(
        _folder["nuget.config"],
        $"""<configuration><packageSources><clear /><add key="packed" value="{Packages}" /></packageSources></configuration>""");

    /// <summary>Restores from the local folder, and from what was restored before.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NUGET_PACKAGES"] = _folder["restored"],
        ["NUGET_FALLBACK_PACKAGES"] = Restored,
        ["DOTNET_CLI_HOME"] = _folder.Path,
    };

    public string In(string name) => _folder[name];

    private string Packages => _folder["packages"];

    private static string Restored => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Packs a project that was built with these tests; returns its description and the files in the package.</summary>
    public async Task<(XElement Metadata, IReadOnlyList<string> Files)> PackAsync(string project)
    {
        await Dotnet.RunAsync(
            "dotnet", Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal), "pack", project, "--no-build", "-c",
            Dotnet.Configuration, "-o", Packages, $"-p:PackageVersion={Version}");
        await using var package = await ZipFile.OpenReadAsync(Path.Combine(Packages, $"Txt2Image.{project}.{Version}.nupkg"));
        var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        await using var text = await nuspec.OpenAsync();
        var metadata = XDocument.Load(text).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        return (metadata, [.. package.Entries.Select(entry => entry.FullName)]);
    }

    public void Dispose() => _folder.Dispose();
}
