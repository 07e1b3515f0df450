using System.Reflection;
using Txt2Image.Bench.Cluster.Processes;

namespace Txt2Image.Bench.Cluster.Local;

/// <summary>A silo: its process and where it is reached.</summary>
internal sealed class SiloServer
{
    /// <summary>The program, where it was built.</summary>
    public static readonly string Program = typeof(SiloServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Silo").Value!;

    private readonly IReadOnlyDictionary<string, string> _settings;
    private int _siloPort = LoopbackPort.Next();
    private int _gatewayPort = LoopbackPort.Next();

    public SiloServer(int number, string logs, Guard guard, IReadOnlyDictionary<string, string> settings, Action<string> news)
    {
        _settings = settings;
        Process = new ServerProcess($"silo-{number}", logs, guard, Describe, news);
    }

    public ServerProcess Process { get; }

    public Uri Address { get; private set; } = NewAddress();

    /// <summary>The port that membership knows it by.</summary>
    public int Port => _siloPort;

    /// <summary>Lets its next start be on other ports.</summary>
    public void Move()
    {
        (_siloPort, _gatewayPort) = (LoopbackPort.Next(), LoopbackPort.Next());
        Address = NewAddress();
    }

    private static Uri NewAddress() => new($"http://127.0.0.1:{LoopbackPort.Next()}");

    private ProgramStart Describe() => new ProgramStart("dotnet", Program, "--urls", Address.GetLeftPart(UriPartial.Authority)) with
    {
        Settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal)
        {
            ["TXT2IMAGE__CLUSTER__ADVERTISEDADDRESS"] = "127.0.0.1",
            ["TXT2IMAGE__CLUSTER__SILOPORT"] = $"{_siloPort}",
            ["TXT2IMAGE__CLUSTER__GATEWAYPORT"] = $"{_gatewayPort}",
        },
    };
}
