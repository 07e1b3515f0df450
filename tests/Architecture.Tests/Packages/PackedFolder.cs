using System.IO.Compression;
using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Packages;

/// <summary>
/// A folder with packages of this repository, and a place where nothing but them and what this machine has already restored can be found. Their
/// version
/// is one of its own, so that no other is taken for them.
/// </summary>
public sealed class PackedFolder : IDisposable
{
    public const string Version = "0.1.0-packed";

    private readonly string _folder = Directory.CreateTempSubdirectory("txt2image-packages-").FullName;

    public PackedFolder() => File.WriteAllText(
        Path.Combine(_folder, "nuget.config"),
        $"""<configuration><packageSources><clear /><add key="packed" value="{Packages}" /></packageSources></configuration>""");

    /// <summary>Restores from the local folder, and from what was restored before.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NUGET_PACKAGES"] = Path.Combine(_folder, "restored"),
        ["NUGET_FALLBACK_PACKAGES"] = Restored,
        ["DOTNET_CLI_HOME"] = _folder,
    };

    public string In(string name) => Path.Combine(_folder, name);

    private string Packages => Path.Combine(_folder, "packages");

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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
