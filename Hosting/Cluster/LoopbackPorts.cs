using System.Net;
using System.Net.Sockets;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Ports for a silo that talks to nobody outside its process, so that any number of instances run side by side.</summary>
internal static class LoopbackPorts
{
    public static ISiloBuilder UseFreeLoopbackPorts(this ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = FreePorts();
        return silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: "txt2image", clusterId: $"local-{siloPort}");
    }

    /// <summary>Both are held open until both are known, so that they differ.</summary>
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
