using Txt2Image.Cluster.Harness.Processes;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness.Local;

/// <summary>A silo: its process and its address.</summary>
internal sealed class SiloServer
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private int _siloPort = FreePort.Next();
    private int _gatewayPort = FreePort.Next();

    public SiloServer(int number, string logs, Guard guard, IReadOnlyDictionary<string, string> settings, Action<string> news)
    {
        _settings = settings;
        Process = new SupervisedProcess($"silo-{number}", logs, guard, Describe, news);
    }

    public SupervisedProcess Process { get; }

    public Uri Address { get; private set; } = NewAddress();

    /// <summary>The port that membership knows it by.</summary>
    public int Port => _siloPort;

    /// <summary>Makes its next start use other ports.</summary>
    public void Move()
    {
        (_siloPort, _gatewayPort) = (FreePort.Next(), FreePort.Next());
        Address = NewAddress();
    }

    private static Uri NewAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    private ProgramStart Describe() => BuiltPrograms.Start(BuiltPrograms.Silo, "--urls", Address.GetLeftPart(UriPartial.Authority)) with
    {
        Settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal)
        {
            ["TXT2IMAGE__CLUSTER__ADVERTISEDADDRESS"] = "127.0.0.1",
            ["TXT2IMAGE__CLUSTER__SILOPORT"] = $"{_siloPort}",
            ["TXT2IMAGE__CLUSTER__GATEWAYPORT"] = $"{_gatewayPort}",
        },
    };
}
