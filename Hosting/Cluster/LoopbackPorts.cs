using System.Net;
using System.Net.Sockets;

namespace Txt2Image.Hosting.Cluster;

/// <summary>
/// Ports for a silo that no other process connects to, so that any number of instances can run on one machine. They are below those that systems give
/// to outgoing connections and to listeners that ask for any port: such a port can be given away between the choice and the silo's start.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 12_000;
    private const int Count = 8_000;

    public static ISiloBuilder UseFreeLoopbackPorts(this ISiloBuilder silo)
    {
        // From a random port on, so that instances that start at the same time look at different ones.
        var start = Random.Shared.Next(Count);
        int[] ports = [.. Enumerable.Range(start, Count).Select(static at => First + (at % Count)).Where(IsFree).Take(2)];
        return ports is [var siloPort, var gatewayPort]
            ? silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, serviceId: "txt2image", clusterId: $"local-{siloPort}")
            : throw new InvalidOperationException($"No two ports from {First} to {First + Count - 1} are free on the loopback address.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
