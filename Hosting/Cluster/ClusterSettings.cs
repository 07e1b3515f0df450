using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Hosting.Cluster;

/// <summary>How the processes of a cluster find each other. Without <see cref="Redis"/> there is one process, which needs none of this.</summary>
public sealed class ClusterSettings
{
    /// <summary>
    /// The Redis server of membership and caches, as <c>host:port[,password=…]</c>. If it is set, the Api is a client of silo processes. A silo
    /// requires it.
    /// </summary>
    public string Redis { get; set; } = "";

    /// <summary>
    /// The cluster's name, 1 to 64 characters of a-z, 0-9 and hyphen. Processes with the same name on the same Redis server are one cluster.
    /// </summary>
    [Required, RegularExpression("^[a-z0-9-]{1,64}$", ErrorMessage = "a cluster's name must be 1 to 64 characters of a-z, 0-9 and -.")]
    public string Name { get; set; } = "txt2image";

    /// <summary>
    /// The address or host name at which other processes reach this silo. None: the first address of this machine that is not loopback.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The silo's port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The silo's port for clients, the Apis.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Whether this process is part of a cluster.</summary>
    public bool IsOn => Redis.Length > 0;
}
