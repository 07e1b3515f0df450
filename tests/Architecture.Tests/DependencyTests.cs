using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests;

/// <summary>Dependencies point one way. A reference added to a project file must be added here too, with its reason.</summary>
public sealed class DependencyTests
{
    private static readonly string Root = Repository.Root;

    public static TheoryData<string, string[], string[]> Rooms => new()
    {
        { "Grains.Abstractions", [], ["Microsoft.Orleans.Sdk"] },
        { "Clip", [],
            ["Google.Protobuf", "Grpc.Net.Client", "Grpc.Tools", "Magick.NET-Q8-AnyCPU", "Microsoft.Extensions.AI.Abstractions",
                "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.ML.OnnxRuntime.Managed", "Microsoft.ML.Tokenizers", "NetVips",
                "NetVips.Native", "SixLabors.ImageSharp", "System.IO.Hashing"] },
        { "Storage", [], ["AWSSDK.S3", "Google.Protobuf", "Grpc.Net.Client", "Microsoft.Data.Sqlite", "Qdrant.Client", "System.IO.Hashing"] },
        { "Grains", ["Clip", "Grains.Abstractions", "Storage"], ["Microsoft.Extensions.Caching.Abstractions", "Microsoft.Orleans.Server"] },
        { "Graphs", [], ["Google.Protobuf", "Grpc.Tools"] },
        { "Hub", ["Graphs"], [] },
        { "Hosting", ["Grains", "Hub"],
            ["Microsoft.Extensions.Caching.StackExchangeRedis", "Microsoft.Orleans.Client", "Microsoft.Orleans.Clustering.Redis",
                "Microsoft.Orleans.Dashboard", "Microsoft.Orleans.Server", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                    "OpenTelemetry.Exporter.Prometheus.AspNetCore", "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore",
                        "OpenTelemetry.Instrumentation.Runtime", "StackExchange.Redis"] },
        { "Silo", ["Hosting"], ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu"] },
        { "Api", ["Hosting"],
            ["Microsoft.AspNetCore.OpenApi", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu", "ModelContextProtocol.AspNetCore",
                "Scalar.AspNetCore"] },
        { "Client", [], [] },
        { "Evaluation", [], [] },
        { "Cli", ["Client", "Evaluation", "Hub"],
            ["CsvHelper", "ModelContextProtocol.Core", "Parquet.Net", "Spectre.Console", "System.CommandLine", "System.IO.Hashing",
                "System.Numerics.Tensors"] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Project_References_AreThoseOfItsPlace(string room, string[] projects, string[] packages)
    {
        var file = XDocument.Load(Path.Combine(Root, room, $"{room}.csproj"));
        Assert.Equal(projects, Included(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))));
        Assert.Equal(packages, Included(file, "PackageReference"));
    }

    [Fact]
    public void Projects_OfTheRepository_AreInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "Txt2Image.sln")).Replace('\\', '/');
        var projects =
            Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));
        Assert.All(
            projects.Where(path => !path.Contains("/bin/", StringComparison.Ordinal)), path =>
                Assert.Contains(path, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_OfPackages_AreExactAndInOneFile()
    {
        Assert.All(
            Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories), path =>
                Assert.DoesNotContain("Version=\"", File.ReadAllText(path), StringComparison.Ordinal));
        var versions =
            XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
                .Select(version => version.Attribute("Version")!.Value);
        Assert.All(versions, version => Assert.Matches(@"^(\d+\.\d+\.\d+[\w.-]*|\$\(\w+\))$", version));
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(reference => reference.Attribute("Include")!.Value).Order(StringComparer.Ordinal);
}
