using System.Xml.Linq;
using Txt2Image.Hosting.Administration;

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
                new[] { "Directory.Packages.props", "Directory.Build.props", "Directory.Build.targets" }.All(
                    file => line.Contains(file, StringComparison.Ordinal)));
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

    [Fact]
    public void SiloImages_NativesOfOnnxRuntime_AreThoseOfTheirDevice()
    {
        var stages = Stages("Silo");

        Assert.Contains("COPY --from=for-cpu /app .", stages["cpu"]);
        Assert.Contains("COPY --from=for-cuda /app .", stages["cuda"]);
        Assert.All(stages["for-cpu"].Where(IsDotnet), line => Assert.Contains(" -p:Cuda=false ", line, StringComparison.Ordinal));
        Assert.All(stages["for-cuda"].Where(IsDotnet), line => Assert.DoesNotContain("Cuda", line, StringComparison.Ordinal));
        Assert.All(
            stages["for-cpu"].Concat(stages["for-cuda"]).Where(line => line.Contains(" publish ", StringComparison.Ordinal)), line =>
                Assert.Contains(" --no-restore ", line, StringComparison.Ordinal));

        static bool IsDotnet(string line) => line.StartsWith("RUN dotnet", StringComparison.Ordinal);
    }

    [Fact]
    public void StandaloneImage_IsTheServerWithItsDataOnAVolume_AndNotTheDefault()
    {
        var stages = Stages("Api");

        Assert.Equal("FROM server AS api", Lines("Api").Last(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.Equal("FROM server AS standalone", stages["standalone"][0]);
        Assert.Contains("VOLUME /data", stages["server"]);
        Assert.Contains(stages["server"], line => line.Contains("TXT2IMAGE__DATADIRECTORY=/data", StringComparison.Ordinal));
        Assert.Contains(
            $"CMD [\"/app/Txt2Image.Api\", \"--health\", \"http://localhost:8080{AdminPaths.Ready}\"]",
            stages["standalone"].Single(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>
    /// No key, but only where the port is published on this machine alone, as the comments show it; the server that others build on has no such
    /// trust.
    /// </summary>
    [Fact]
    public void StandaloneImage_WithoutKeys_IsPublishedOnThisMachineAlone()
    {
        var stages = Stages("Api");
        var runs = Lines("Api").Where(line => line.StartsWith("#   docker run", StringComparison.Ordinal)).ToList();

        Assert.Contains("ENV TXT2IMAGE__SECURITY__TRUSTEDNETWORK=true", stages["standalone"]);
        Assert.DoesNotContain(
            stages.Where(stage => stage.Key != "standalone").SelectMany(stage => stage.Value), line =>
                line.StartsWith("ENV", StringComparison.Ordinal) && line.Contains("TRUSTED", StringComparison.Ordinal));
        Assert.Equal(2, runs.Count);
        Assert.All(
            runs, run =>
                Assert.True(
                    run.Contains("-p 127.0.0.1:8080:8080", StringComparison.Ordinal)
                        || run.Contains("TRUSTEDNETWORK=false -e TXT2IMAGE__SECURITY__APIKEYS__0=", StringComparison.Ordinal), run));
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

    /// <summary>The lines of each stage, by its name.</summary>
    private static Dictionary<string, List<string>> Stages(string program)
    {
        Dictionary<string, List<string>> stages = new(StringComparer.Ordinal);
        List<string> current = [];
        foreach (var line in Lines(program))
        {
            if (line.StartsWith("FROM ", StringComparison.Ordinal))
            {
                stages[line.Split(' ')[3]] = current = [];
            }

            current.Add(line);
        }

        return stages;
    }

    /// <summary>A program's project and all projects that it is built from.</summary>
    private static IEnumerable<string> Closure(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
        var references =
            file.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value.Replace('\\', '/')));
        return references.SelectMany(Closure).Append(project).Distinct(StringComparer.Ordinal);
    }
}
