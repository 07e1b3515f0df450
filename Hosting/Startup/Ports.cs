using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting.Startup;

/// <summary>Checks whether an address is free to listen on. Another program may still take it a moment later.</summary>
internal static class Ports
{
    /// <exception cref="AddressInUseException">Another program listens there. The message contains the address.</exception>
    public static void ThrowIfTaken(string address)
    {
        var binding = BindingAddress.Parse(address);
        if (binding.IsUnixPipe || binding.IsNamedPipe || binding.Port == 0)
        {
            return;
        }

        foreach (var ip in AddressesOf(binding.Host))
        {
            Try(address, new IPEndPoint(ip, binding.Port));
        }
    }

    private static void Try(string address, IPEndPoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException($"{address} is in use.", exception);
        }
        catch (SocketException)
        {
            // The server detects and reports any other problem itself.
        }
    }

    /// <summary>Interprets a host as Kestrel does: localhost, an IP address, or anything else for all addresses.</summary>
    private static IPAddress[] AddressesOf(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        ? [IPAddress.Loopback, .. Socket.OSSupportsIPv6 ? [IPAddress.IPv6Loopback] : Array.Empty<IPAddress>()]
        : [IPAddress.TryParse(host, out var ip) ? ip : IPAddress.Any];
}
