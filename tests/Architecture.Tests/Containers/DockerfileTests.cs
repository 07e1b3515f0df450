using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Containers;

/// <summary>What the Dockerfiles promise. The tests only read them; nothing is built.</summary>
public sealed class DockerfileTests
{
    public static TheoryData<string> Programs => ["Api", "Silo"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Build_Packages_AreRestoredFromProjectFilesAlone(string program)
    {
        var lines = Lines(program);
        var restored = Array.FindIndex(lines, line => line.StartsWith("RUN dotnet restore", StringComparison.Ordinal));
        var copiedAll = Array.IndexOf(lines, "COPY . .");

        Assert.True(restored >= 0 && restored < copiedAll, "the code is copied before packages are restored");
        Assert.All(Closure(program), project => Assert.Contains($"COPY {project}/{project}.csproj {project}/", lines[..restored]));
        Assert.Contains(
            lines[..restored], line =>
                line.Contains("Directory.Packages.props", StringComparison.Ordinal)
                    && line.Contains("Directory.Build.props", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Image_Started_RunsTheProgramWithoutRoot(string program)
    {
        var lines = Lines(program);
        var entries = lines.Select((line, at) => (line, at)).Where(pair => pair.line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries, entry =>
        {
            Assert.Equal($"ENTRYPOINT [\"/app/Txt2Image.{program}\"]", entry.line);
            Assert.Equal("USER app", lines[entry.at - 1]);
        });
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Upstream_IsTheDefault_AndReachesEveryStep(string program)
    {
        var lines = Lines(program);

        Assert.Contains("ARG UPSTREAM=true", lines);
        Assert.All(
            lines.Where(line => line.StartsWith("RUN dotnet", StringComparison.Ordinal)),
            line => Assert.Contains("-p:Upstream=$UPSTREAM", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Bases_OfAllImages_ArePinned(string program)
    {
        var stages = Lines(program).Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();
        var own = stages.Where(stage => stage.Length == 4).Select(stage => stage[3]).ToList();

        Assert.All(stages.Select(stage => stage[1]).Except(own, StringComparer.Ordinal), image => Assert.Matches(@":\d+\.\d+", image));
    }

    private static string[] Lines(string program) => File.ReadAllLines(Path.Combine(Repository.Root, program, "Dockerfile"));

    /// <summary>A program's project and all projects that it is built from.</summary>
    private static IEnumerable<string> Closure(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
        var references =
            file.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value.Replace('\\', '/')));
        return references.SelectMany(Closure).Append(project).Distinct(StringComparer.Ordinal);
    }
}
