using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Scripts;

/// <summary>The scripts that run the command line client from the sources build it again when any of its sources is newer.</summary>
public sealed class LauncherTests
{
    private static readonly string[] Names = ["Compile", "Protobuf", "EmbeddedResource"];

    [Theory]
    [InlineData("txt2image")]
    [InlineData("txt2image.cmd")]
    public void Launcher_FoldersThatTheClientIsBuiltFrom_AreWatched(string script)
    {
        var watched = File.ReadAllText(Path.Combine(Repository.Root, script)).Replace('\\', '/');
        var sources = Sources("Cli").Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("Hub", sources);
        Assert.Contains("Storage", sources);
        Assert.All(sources, folder => Assert.Matches($@"(root/|')({string.Join('|', Parents(folder))})[""']", watched));
    }

    /// <summary>The folder itself and those above it, one of which is enough.</summary>
    private static IEnumerable<string> Parents(string? folder)
    {
        for (; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    /// <summary>The folders of a project, of those that it refers to, and of single files that they share.</summary>
    private static IEnumerable<string> Sources(string project)
    {
        var folder = Path.Combine(Repository.Root, project);
        var file = XDocument.Load(Path.Combine(folder, $"{project}.csproj"));
        var shared =
            from name in Names
            from item in file.Descendants(name)
            let path = item.Attribute("Include")!.Value
            where path.StartsWith("../", StringComparison.Ordinal)
            select Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, path)))!);
        var references = file.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value));
        return references.SelectMany(Sources).Concat(shared).Append(project);
    }
}
