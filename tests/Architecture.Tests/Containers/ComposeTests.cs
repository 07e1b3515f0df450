using Microsoft.Extensions.Configuration;
using Txt2Image.Api.Hosting.Proxy;
using Txt2Image.Api.Security;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Administration;
using YamlDotNet.RepresentationModel;

namespace Txt2Image.Architecture.Tests.Containers;

/// <summary>What the compose files promise. The tests only read them; nothing is started.</summary>
public sealed class ComposeTests
{
    private const string Base = "docker-compose.yml";
    private const string Gpu = "docker-compose.gpu.yml";
    private const string Triton = "docker-compose.triton.yml";
    private const string Prefix = "TXT2IMAGE__";

    private static readonly string[] Ours = ["silo", "api"];

    public static TheoryData<string> Services => [.. ComposeFile.Read(Base).Services.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_IsReadOnlyAndNobodysRoot_AndTellsItsHealth(string name)
    {
        var service = ComposeFile.Read(Base).Services[name];

        Assert.Equal("true", ComposeFile.Text(service, "read_only"));
        Assert.Contains("/tmp", ComposeFile.List(service, "tmpfs"));
        Assert.DoesNotContain(ComposeFile.Text(service, "user"), (string?[])[null, "", "root", "0", "0:0"]);
        Assert.Equal(["ALL"], ComposeFile.List(service, "cap_drop"));
        Assert.Equal("40s", ComposeFile.Text(service, "stop_grace_period"));
        Assert.Matches(@"^[\w./-]+:v?\d+\.\d+[\w.-]*$", ComposeFile.Text(service, "image")!);
        Assert.NotEmpty(ComposeFile.List(service, "volumes"));
        Assert.True(ComposeFile.Find(service, "healthcheck") is not null, "no health check");
    }

    [Fact]
    public void OnlyTheApi_IsPublished_ToThisMachineAlone()
    {
        var published = ComposeFile.Read(Base).Services.Where(pair => ComposeFile.Find(pair.Value, "ports") is not null).ToList();

        var (name, api) = Assert.Single(published);
        Assert.Equal("api", name);
        Assert.All(ComposeFile.List(api, "ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.All(
            ComposeFile.Read(Base).Services.Where(pair => pair.Key != "api"), pair =>
                Assert.Equal(["inside"], ComposeFile.List(pair.Value, "networks")));
        Assert.Equal("true", ComposeFile.Text(ComposeFile.Members(ComposeFile.Read(Base).Root, "networks")["inside"], "internal"));
    }

    [Fact]
    public void Start_GoesByReadiness_FromTheStoresToTheApi()
    {
        var services = ComposeFile.Read(Base).Services;

        Assert.Equal(["qdrant", "redis"], Awaited("silo"));
        Assert.Equal(["silo"], Awaited("api"));

        IEnumerable<string> Awaited(string name)
        {
            var awaited = ComposeFile.Members(services[name], "depends_on");
            Assert.All(awaited.Values, condition => Assert.Equal("service_healthy", ComposeFile.Text(condition, "condition")));
            return awaited.Keys.Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Volumes_AreNamed_AndImagesAreSharedByAllOfOurs()
    {
        var file = ComposeFile.Read(Base);
        var named = ComposeFile.Members(file.Root, "volumes").Keys.ToList();

        Assert.All(
            file.Services.Values.SelectMany(service => ComposeFile.List(service, "volumes")), volume => Assert.Contains(volume.Split(':')[0], named));
        Assert.All(Ours, name => Assert.Equal(["images:/data"], ComposeFile.List(file.Services[name], "volumes")));
    }

    [Fact]
    public void Redis_KeepsMembership_AndEvictsCachesOnly()
    {
        var command = string.Join(' ', ComposeFile.List(ComposeFile.Read(Base).Services["redis"], "command"));

        Assert.Contains("--appendonly yes", command, StringComparison.Ordinal);
        Assert.Contains("--maxmemory 256mb", command, StringComparison.Ordinal);
        Assert.Contains("--maxmemory-policy volatile-lru", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("api")]
    public void HealthCheck_AsksTheProgramItself_OnTheAdministratorsPort(string name)
    {
        var service = ComposeFile.Read(Base).Services[name];
        var admin = new Uri(ComposeFile.Environment(service)["TXT2IMAGE__ADMIN__URL"]!);

        var test = ComposeFile.List((YamlMappingNode)ComposeFile.Find(service, "healthcheck")!, "test");

        Assert.Equal(
            ["CMD", $"/app/Txt2Image.{char.ToUpperInvariant(name[0])}{name[1..]}", "--health",
                $"http://localhost:{admin.Port}{AdminPaths.Ready}"], test);
    }

    [Theory]
    [InlineData(Base, "silo")]
    [InlineData(Base, "api")]
    [InlineData(Gpu, "silo")]
    [InlineData(Triton, "silo")]
    public void Services_Variables_AreSettingsThatExist(string file, string service)
    {
        var settings = ComposeFile.Environment(ComposeFile.Read(file).Services[service])
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value))
            .ToList();
        Assert.NotEmpty(settings);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        BindAll(configuration, SecurityOptions.Section, new SecurityOptions());
        BindAll(configuration, ProxyOptions.Section, new ProxyOptions());
        BindAll(Without(SecurityOptions.Section, ProxyOptions.Section), Txt2ImageOptions.Section, new Txt2ImageOptions());

        IConfiguration Without(params string[] sections) =>
            new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(pair =>
            pair.Value is not null && !sections.Any(section => pair.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)))).Build();
    }

    [Fact]
    public void GpuSilo_Device_IsReserved()
    {
        var silo = Assert.Single(ComposeFile.Read(Gpu).Services).Value;

        Assert.Equal("cuda:0", ComposeFile.Environment(silo)["TXT2IMAGE__DEVICES__0"]);
        Assert.Contains("nvidia", silo.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Triton_Server_IsInsideAndAwaitedByTheSiloThatCallsIt()
    {
        var services = ComposeFile.Read(Triton).Services;

        Assert.Equal(["inside"], ComposeFile.List(services["triton"], "networks"));
        Assert.Equal("http://triton:8001", ComposeFile.Environment(services["silo"])["TXT2IMAGE__INFERENCE__TRITON"]);
        Assert.Equal("service_healthy", ComposeFile.Text(ComposeFile.Members(services["silo"], "depends_on")["triton"], "condition"));
    }

    private static void BindAll(IConfiguration configuration, string section, object options) =>
        configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
}
