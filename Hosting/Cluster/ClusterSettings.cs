using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Hosting.Cluster;

/// <summary>How processes find each other. Without <see cref="Redis"/> there is one process, and it needs none of this.</summary>
public sealed class ClusterSettings
{
    /// <summary>
    /// The Redis server that holds membership and caches, as <c>host:port[,password=…]</c>. Set, it makes the Api a client of silo processes.
    /// </summary>
    public string Redis { get; set; } = "";

    /// <summary>The cluster's name: processes of one name, on one Redis server, are one cluster.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,64}$", ErrorMessage = "a cluster's name is 1 to 64 of a-z, 0-9 and -.")]
    public string Name { get; set; } = "txt2image";

    /// <summary>The address (or host name) that others reach this silo at; empty: the first address of this machine that is not loopback.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Whether this process is part of a cluster.</summary>
    public bool IsOn => Redis.Length > 0;
}
