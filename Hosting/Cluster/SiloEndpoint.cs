using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Where a silo listens, and the address that it advertises.</summary>
internal static class SiloEndpoint
{
    /// <exception cref="OptionsValidationException">The advertised address cannot be resolved.</exception>
    public static ISiloBuilder UseEndpoint(this ISiloBuilder silo, ClusterSettings settings)
    {
        var address = Advertised(settings.AdvertisedAddress);

        // A silo that only this machine can reach should not listen on other addresses.
        return silo.ConfigureEndpoints(address, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
    }

    private static IPAddress Advertised(string configured)
    {
        if (IPAddress.TryParse(configured, out var address))
        {
            return address;
        }

        return configured.Length == 0 ? OwnAddress() : Resolve(configured);
    }

    private static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(own => own.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;

    private static IPAddress Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).First(found => found.AddressFamily == AddressFamily.InterNetwork);
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException or ArgumentException)
        {
            throw new OptionsValidationException(Txt2ImageOptions.Section, typeof(ClusterSettings), [
                $"{Txt2ImageOptions.Section}:Cluster:AdvertisedAddress: '{host}' has no IPv4 address; set one, or a name that resolves to one."]);
        }
    }
}
