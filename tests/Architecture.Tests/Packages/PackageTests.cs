using System.Globalization;
using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Packages;

/// <summary>Packs what is a package, and uses it as somebody who has the package alone.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly PackedFolder _packed = new();

    public static TheoryData<string> Projects => [.. Names()];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Pack_Package_SaysWhatItIsAndUnderWhichLicence(string project)
    {
        var (metadata, files) = await _packed.PackAsync(project);

        Assert.Equal("MIT", Text("license"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Contains("README.md", files);
        Assert.NotEqual("Package Description", Text("description"));
        Assert.NotEmpty(Text("tags"));
        Assert.Equal("The Txt2Image authors", Text("authors"));
        Assert.Contains(files, file => file.EndsWith($"{(project == "Cli" ? "txt2image" : $"Txt2Image.{project}")}.dll", StringComparison.Ordinal));
        Assert.True(project == "Cli" || files.Contains($"lib/net10.0/Txt2Image.{project}.xml"), "The documentation of its members is missing.");

        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public void Packages_OfThisRepository_AreTheseAndNoOthers() => Assert.Equal(["Cli", "Client", "Clip"], Names());

    [Fact]
    public async Task Cli_InstalledAsATool_Runs()
    {
        await _packed.PackAsync("Cli");
        await Dotnet.RunAsync(
            "dotnet", _packed.In(""), _packed.Environment, "tool", "install", "Txt2Image.Cli", "--version", PackedFolder.Version, "--tool-path",
            _packed.In("tools"), "--configfile", _packed.In("nuget.config"));

        var help =
            await Dotnet.RunAsync(
                _packed.In(OperatingSystem.IsWindows() ? "tools/txt2image.exe" : "tools/txt2image"), _packed.In(""), _packed.Environment, "--help");

        Assert.Contains("ingest", help, StringComparison.Ordinal);
        Assert.Contains("search", help, StringComparison.Ordinal);
    }

    /// <summary>The example of the readme, with the demo model and a picture of the gallery.</summary>
    [Fact]
    public async Task Clip_ReferencedAsAPackage_RunsTheExampleOfItsReadme()
    {
        await _packed.PackAsync("Clip");
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Clip", "README.md"), TestContext.Current.CancellationToken);
        var example = readme.Split("```csharp\n")[1].Split("```")[0];
        var runtime = Versions().Single(version => version.Name == "OnnxRuntimeVersion").Value;
        await File.WriteAllTextAsync(_packed.In("Program.cs"), example, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_packed.In("Example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Txt2Image.Clip" Version="{PackedFolder.Version}" />
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="{runtime}" ExcludeAssets="build;buildTransitive" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        CopyModel(Path.Combine(Repository.Root, "models", "demo"), _packed.In("model"));
        File.Copy(Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*red-bicycle*.jpg").First(), _packed.In("picture.jpg"));

        var output = await Dotnet.RunAsync("dotnet", _packed.In(""), _packed.Environment, "run", "-c", "Release");

        Assert.InRange(float.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture), 0.05f, 1f);
    }

    public void Dispose() => _packed.Dispose();

    /// <summary>The projects that say that they are packages.</summary>
    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(path => XDocument.Load(path).Descendants("PackageId").Any())
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Value)> Versions() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PropertyGroup").Elements()
            .Select(element => (element.Name.LocalName, element.Value));

    private static void CopyModel(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
