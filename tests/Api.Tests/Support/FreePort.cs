using System.Net;
using System.Net.Sockets;

namespace Txt2Image.Api.Tests.Support;

/// <summary>A port for a setting that has to name one.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
