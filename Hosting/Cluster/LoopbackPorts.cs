using System.Net;
using System.Net.Sockets;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Ports for a silo that no other process connects to, so that any number of instances can run on one machine.</summary>
internal static class LoopbackPorts
{
    public static ISiloBuilder UseFreeLoopbackPorts(this ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = FreePorts();
        return silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: "txt2image", clusterId: $"local-{siloPort}");
    }

    /// <summary>Keeps both ports open until both are known, so that they differ.</summary>
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
